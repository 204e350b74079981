/* libical with its restriction check: FEED FROM UNTIL -> a line for each event of each day, its fields as JSON. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void text(const char *key, const char *value)
{
    printf("\"%s\": \"", key);
    for (; value && *value; value++) {
        if (*value == '\n')
            fputs("\\n", stdout);
        else if (*value == '"' || *value == '\\')
            printf("\\%c", *value);
        else
            putchar(*value);
    }
    fputs("\", ", stdout);
}

static void show(icalcomponent *event, struct icaltimetype day, struct icaltimetype from, struct icaltimetype until)
{
    if (icaltime_compare_date_only(day, from) < 0 || icaltime_compare_date_only(day, until) >= 0)
        return;
    putchar('{');
    text("uid", icalcomponent_get_uid(event));
    text("summary", icalcomponent_get_summary(event));
    text("description", icalcomponent_get_description(event));
    printf("\"day\": \"%04d-%02d-%02d\", \"alarms\": %d}\n", day.year, day.month, day.day,
           icalcomponent_count_components(event, ICAL_VALARM_COMPONENT));
}

static char *next_line(char *buffer, size_t size, void *file)
{
    return fgets(buffer, (int)size, file);
}

int main(int count, char **words)
{
    FILE *file = count == 4 ? fopen(words[1], "rb") : NULL;
    icalparser *parser = icalparser_new();
    icalcomponent *calendar, *event;
    struct icaltimetype from, until;

    if (!file)
        return 2;
    icalparser_set_gen_data(parser, file);
    calendar = icalparser_parse(parser, next_line);
    if (!calendar || icalcomponent_count_errors(calendar) || !icalrestriction_check(calendar)) {
        fprintf(stderr, "libical refuses the feed\n%s", calendar ? icalcomponent_as_ical_string(calendar) : "");
        return 1;
    }
    from = icaltime_from_string(words[2]);
    until = icaltime_from_string(words[3]);
    for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        struct icaltimetype day = icalcomponent_get_dtstart(event);
        icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
        if (!rule) {
            show(event, day, from, until);
            continue;
        }
        icalrecur_iterator *each = icalrecur_iterator_new(icalproperty_get_rrule(rule), day);
        for (day = icalrecur_iterator_next(each); !icaltime_is_null_time(day) && icaltime_compare(day, until) < 0;
             day = icalrecur_iterator_next(each))
            show(event, day, from, until);
        icalrecur_iterator_free(each);
    }
    return 0;
}
