from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_cal.draft.mailto import REST, STYLES, compose_link, is_plain, mailto

# What a link can carry: no lone surrogates, and one kind of line break.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
UNRESERVED = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")


def read(link: str | None) -> tuple[str, dict[str, list[str]]]:
    assert link is not None
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    assert not parts.fragment
    fields = parse_qs(parts.query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=True)
    return unquote(parts.path), fields


def test_a_letter() -> None:
    assert mailto(["dana@globex.example"], "Thank you", "Dear Dana,\n\nthanks & more: 100 %.") == (
        "mailto:dana@globex.example?subject=Thank%20you"
        "&body=Dear%20Dana%2C%0D%0A%0D%0Athanks%20%26%20more%3A%20100%20%25%2E"
    )


def test_nobody_to_write_to() -> None:
    assert mailto([], "Hi", "there") == "mailto:?subject=Hi&body=there"


def test_several_recipients() -> None:
    link = mailto(["a@globex.example", "b@globex.example"], "Hi", "there")
    assert link == "mailto:a@globex.example,b@globex.example?subject=Hi&body=there"


def test_no_body() -> None:
    assert mailto([], "Ends here.", "") == "mailto:?subject=Ends%20here%2E"


def test_umlauts_quotes_and_signs() -> None:
    body = "Grüße €5 \"quoted\" 'single' & % + ; <b> # 🙂\nend"
    to, fields = read(mailto(["jörg@bücher.example"], "Möbel & Söhne? #1", body))
    assert to == "jörg@bücher.example"
    assert fields == {"subject": ["Möbel & Söhne? #1"], "body": [body.replace("\n", "\r\n")]}


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example,x@evil.example",
        "a@b.example;x@evil.example",
        "a@b.example?bcc=x@evil.example",
        "a@b.example&bcc=x@evil.example",
        "a%2Cx@evil.example",
        "a@b.example\r\nBcc: x@evil.example",
        "a@b.example\n",
        '"a b"@b.example',
        "Dana <a@b.example>",
        "a@b@c.example",
        "a b@c.example",
        "a@localhost",
        "a@[127.0.0.1]",
        ".a@b.example",
        "a..b@c.example",
        "a@-b.example",
        "mailto:a@b.example",
        "",
        "@b.example",
        "\u202ea@b.example",
    ],
)
def test_an_address_that_is_more_than_an_address_is_left_out(address: str) -> None:
    assert not is_plain(address)
    assert mailto([address, "ok@globex.example"], "Hi", "x") == "mailto:ok@globex.example?subject=Hi&body=x"


@pytest.mark.parametrize("address", ["o'neil@a.example", "a+b=c@x-y.example", "a_b@a1.example", "é@é.example"])
def test_unusual_addresses_that_are_plain(address: str) -> None:
    assert read(mailto([address], "Hi", "x"))[0] == address


@given(st.lists(TEXT, max_size=3), TEXT, TEXT)
def test_nothing_adds_a_recipient_or_a_header(to: list[str], subject: str, body: str) -> None:
    link = mailto([*to, "dana@globex.example"], subject, body, limit=10**6)
    assert link is not None
    path, fields = read(link)
    plain = [address for address in to if is_plain(address)]
    assert path.split(",") == [*plain, "dana@globex.example"]
    assert set(fields) <= {"subject", "body"}
    assert all(len(values) == 1 for values in fields.values())
    assert link.count("?") == 1
    assert link.count("&") == (1 if body.splitlines() else 0) or not body.strip("\n")
    assert not link.endswith(".")
    assert set(link.removeprefix("mailto:")) <= UNRESERVED | set("%@,?&=")


@given(TEXT, TEXT)
def test_what_goes_in_comes_out(subject: str, body: str) -> None:
    _, fields = read(mailto(["dana@globex.example"], subject, body, limit=10**6))
    assert fields["subject"] == [" ".join(subject.split())]
    assert fields.get("body", [""]) == ["\r\n".join(body.splitlines())]


@given(TEXT, TEXT, st.integers(200, 2000))
def test_a_link_never_exceeds_the_limit(subject: str, body: str, limit: int) -> None:
    for style in STYLES:
        link = compose_link(style, ["dana@globex.example"], subject, body * 20, limit)
        assert link is None or len(link) <= limit


def test_a_long_letter_ends_at_a_sentence_and_says_so() -> None:
    sentences = [f"This is sentence number {number}." for number in range(100)]
    _, fields = read(mailto([], "Hi", " ".join(sentences)))
    text = fields["body"][0]
    assert text.endswith(f".\r\n\r\n{REST}")
    kept = text.removesuffix(f"\r\n\r\n{REST}")
    assert " ".join(sentences).startswith(f"{kept} This is")
    assert len(kept) > 1000


def test_a_letter_without_sentences_is_left_to_the_entry() -> None:
    assert read(mailto([], "Hi", "ü" * 3000))[1]["body"] == [REST]


def test_not_even_the_subject_fits() -> None:
    assert mailto([], "x" * 2000, "body") is None


def test_webmail() -> None:
    link = compose_link("outlook", ["dana@globex.example"], "A & B", "one\ntwo.")
    assert link == (
        "https://outlook.office.com/mail/deeplink/compose?to=dana@globex.example&subject=A%20%26%20B&body=one%0D%0Atwo%2E"
    )
    gmail = compose_link("gmail", [], "A", "b")
    assert gmail is not None
    assert parse_qs(urlsplit(gmail).query, keep_blank_values=True) == {
        "view": ["cm"],
        "fs": ["1"],
        "to": [""],
        "su": ["A"],
        "body": ["b"],
    }


def test_an_unknown_style() -> None:
    with pytest.raises(ValueError, match="mailto, gmail"):
        compose_link("pigeon", [], "A", "b")


HOSTILE = (
    ("dana@globex.example", "Grüße aus Köln", "Schöne Grüße, Größe & Maß.\n\nÄ Ö Ü ß"),
    ("jörg@bücher.example", "Möbel & Söhne", "Nächste Woche?"),
    ("o'neil@globex.example", 'It\'s "quoted"', "'single' \"double\" «guillemets» „deutsch“"),
    ("a+b=c@globex.example", "1 + 1 = 2", "a+b c%20d %41 100 % + more"),
    ("dana@globex.example", "Emoji 🙂👩🏽‍💻🇩🇪", "👍🏾\n🎉🎉"),
    ("dana@globex.example", "?cc=x@evil.example&bcc=y@evil.example", "&to=x@evil.example?subject=z&body=q"),
    ("dana@globex.example", "Hi%0D%0ABcc: x@evil.example", "%0D%0A%0D%0ABcc: x@evil.example"),
    ("dana@globex.example", "#fragment", "a#b;c,d:e@f/g\\h"),
    ("dana@globex.example", "<b>bold</b> {{ role }}", "<a href='mailto:x@evil.example'>x</a>"),
    ("dana@globex.example", "長谷部さんへ", "ありがとうございます。\nよろしく"),
    ("dana@globex.example", "شكرا", "مرحبا\u200f دانا"),
    ("dana@globex.example", "Line one", "\n\nleading and trailing\n\n"),
    ("dana@globex.example", "e\u0301 and é", "decomposed e\u0301, composed é"),
    ("dana@globex.example", "Ends with a stop.", "So does this."),
)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("address", "subject", "body"), HOSTILE)
def test_every_kind_of_text_is_read_back_exactly(style: str, address: str, subject: str, body: str) -> None:
    link = compose_link(style, [address], subject, body)
    assert link is not None
    assert not link.endswith(".")
    parts = urlsplit(link)
    fields = parse_qs(parts.query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=True)
    to = unquote(parts.path) if style == "mailto" else fields.pop("to")[0]
    assert to == address
    assert not parts.fragment
    assert fields.pop("su" if style == "gmail" else "subject") == [subject]
    assert fields.pop("body") == ["\r\n".join(body.splitlines())]
    assert fields.keys() == ({"view", "fs"} if style == "gmail" else set())


def test_a_line_break_in_a_subject_is_a_blank() -> None:
    _, fields = read(mailto(["dana@globex.example"], "Hi\r\nBcc: x@evil.example", "x"))
    assert fields["subject"] == ["Hi Bcc: x@evil.example"]


def test_a_shortened_letter_says_so_in_its_language() -> None:
    link = compose_link("mailto", [], "Hallo", "Grüße aus Köln. " * 200, rest="[der Rest steht im Kalendereintrag]")
    _, fields = read(link)
    assert fields["body"][0].endswith("\r\n\r\n[der Rest steht im Kalendereintrag]")
    assert len(link or "") <= 1900
