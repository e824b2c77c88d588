"""What apps and servers do to an entry by themselves is no edit, on any kind of calendar."""

from __future__ import annotations

import pytest

from dav.servers import XANDIKOS_WARNS
from hands import edits, noise
from hands.conftest import PLACES
from hands.places import change, entries
from hands.story import TWO_DAYS_LATER, Story
from lanes import quickly

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)


def make(story: Story, *kinds: str) -> None:
    for uid in entries(story.place):
        for kind in kinds:
            change(story.place, uid, noise.NOISE[kind])


@pytest.mark.parametrize("place", ["memory"], indirect=True)
@pytest.mark.parametrize("kind", noise.NOISE)
def test_noise_gives_nothing_to_do_and_freezes_nothing(story: Story, kind: str) -> None:
    before = story.place.texts()
    make(story, kind)
    assert story.place.texts() != before
    assert story.sync() == []
    story.lose_state()
    assert story.sync() == []
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing() == TWO_DAYS_LATER


@pytest.mark.parametrize("place", quickly(["folder", "radicale"], PLACES), indirect=True)
def test_all_of_it_at_once(story: Story) -> None:
    make(story, *(kind for kind in noise.NOISE if kind not in {"refolded", "no X- properties"}))
    assert story.sync() == []
    story.lose_state()
    assert story.sync() == []
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing() == TWO_DAYS_LATER
