"""The first line of a message, to start from: it names something that both share, and leaves the rest to you."""

from relnotes.model import Opening, Texts, Yearly
from relnotes.render.clean import shown
from relnotes.render.wording import long_day, mark, month_name, month_of, yearly_day

# With a subject, and without one.
_LINES = {
    "lost": (
        mark("I was thinking of our time at {what}. How are you?"),
        mark("You have been on my mind. How are you?"),
    ),
    "heard": (mark("Thank you for writing on {day}."),) * 2,
    "event": (mark("It was good to see you at {what}."), mark("It was good to see you.")),
    "owed": (mark("I have not forgotten what I promised on {day}: …"),) * 2,
    "joined": (mark("Congratulations on {what}! How were the first weeks?"),) * 2,
    "worked": (mark("I was thinking of our time at {what}. How have you been?"),) * 2,
    "met": (
        mark("We met at {what}, and I would like to stay in touch."),
        mark("We met in {month}, and I would like to stay in touch."),
    ),
    "via": (mark("{what} put us in touch, and it is time that I write."),) * 2,
    "shared": (mark("We both care about {what}. What are you working on?"),) * 2,
    "interest": (mark("What is new with {what}?"),) * 2,
}
_SPOKE = {
    "call": mark("How have you been since our call in {month}?"),
    "video": mark("How have you been since our video call in {month}?"),
    "coffee": mark("How have you been since our coffee in {month}?"),
    "lunch": mark("How have you been since our meal in {month}?"),
    "message": mark("How have you been since we wrote in {month}?"),
    "mail": mark("How have you been since we wrote in {month}?"),
    "letter": mark("How have you been since we wrote in {month}?"),
    "meeting": mark("How have you been since we met in {month}?"),
    "visit": mark("How have you been since we saw each other in {month}?"),
    "event": mark("How have you been since we saw each other in {month}?"),
}
_SAW = mark("It was good to see you on {day}.")
_TALKED = mark("It was good to talk on {day}.")
_FACE_TO_FACE = {"coffee", "lunch", "meeting", "visit", "event"}
_ANY = mark("How have you been since we spoke in {month}?")


def opening_line(opening: Opening, texts: Texts) -> str:
    """The line, in the language of the texts unless it has one of its own; the subject in the words of the note."""
    if opening.line:
        return opening.line
    if opening.kind == "recent":
        message = _SAW if opening.head in _FACE_TO_FACE else _TALKED
    elif opening.kind == "spoke":
        message = _SPOKE.get(opening.head, _ANY)
    else:
        message = _LINES[opening.kind][0 if opening.subject else 1]
    month = day = ""
    if opening.day:
        month = month_of(opening.day, texts) if opening.long_ago else month_name(opening.day, texts)
        this_year = Yearly(opening.day.month, opening.day.day)
        day = long_day(opening.day, texts) if opening.long_ago else yearly_day(this_year, texts)
    return texts.gettext(message).format(what=shown(opening.subject), day=day, month=month)
