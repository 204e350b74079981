"""relnotes: a folder of Markdown notes about people becomes a practice.

The map, in the order that a value flows (imports go the other way only):

    carry      what was made before, made again only where something changed
    model      the nouns, frozen, on one page
    parse/     bytes -> Note: front matter, body, log entries, dates, config, the previous feed
    vault      notes -> Vault: names and aliases resolved, mentions joined to contacts
    schedule/  Vault + Window -> Agenda: one small file a kind, the planner
    insight/   Vault -> Brief, suggestions, what a screen share may show
    edit/      text -> text: byte-exact changes to a note
    render/    Agenda -> text, JSON, Markdown, iCalendar
    shell/     disk, catalogues of texts, watching: the only floor that touches the world
    cli/       commands, the clock, exit status
"""

__version__ = "0.1.0"
