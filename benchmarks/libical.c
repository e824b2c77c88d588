/* Reads a calendar with libical: the file as a whole, then the parser, as its own test programs do. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments)
{
    FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
    if (!file || fseek(file, 0, SEEK_END)) return 1;
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) return 1;
    text[size] = 0;
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar) return 1;
    printf("%d\n", icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT));
    return 0;
}
