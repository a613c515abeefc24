"""Reads the preferences that a customer's browser sends, and decides whether a contact is wanted.

One file without dependencies, for Python 3.9 or newer. It implements docs/SIGNAL.md of Regards, draft 0.1, and passes
the protocol's vectors for header, document and decide.

    result = read_header(request.headers.get("Sec-CMR-Preferences"))
    decide(result["preferences"], kind="offers").allowed

Middleware: `RegardsWSGI(app)`, `RegardsASGI(app)`, and for Django "regards.django_preferences" in MIDDLEWARE.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Mapping, Optional, Union
from urllib.parse import unquote_to_bytes

from zoneinfo import ZoneInfo, available_timezones

__version__ = "0.2.0"
__all__ = [
    "HEADER_NAME",
    "Decision",
    "RegardsASGI",
    "RegardsWSGI",
    "decide",
    "decode_document",
    "django_preferences",
    "fold_text",
    "read_header",
]

HEADER_NAME = "Sec-CMR-Preferences"
KINDS = ("security", "service", "support", "changes", "advice", "news", "offers", "research", "partners")
WANTS = ("yes", "ask", "no")
CHANNELS = ("inbox", "email", "sms", "messenger", "push", "call", "video", "post", "person")
PERIODS = ("day", "week", "month", "year")
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
STYLES = (
    "short", "detailed", "formal", "first-name", "person-first", "self-service-first", "same-person", "no-upsell",
    "explain-fees",
)  # fmt: skip
AGREEMENTS = (
    "SD-BASE", "SD-BASE-DP", "SD-BASE-A", "SD-BASE-A-DP", "SD-BASE-AT", "SD-BASE-ATP", "SD-BASE-ATP-S3P",
)  # fmt: skip
PURPOSES = (
    "service", "security", "improve", "personalise", "recommend", "marketing", "ads", "research", "profiling",
    "automated-decisions", "sell", "ai-training",
)  # fmt: skip

_ABSENT = {"state": "absent"}


class _Invalid(Exception):
    pass


def _invalid(reason: str) -> Dict[str, Any]:
    return {"state": "invalid", "reason": reason}


# --- The header -----------------------------------------------------------------------------------------------------

_KEY = re.compile(r"[a-z*][a-z0-9_\-.*]*")
_TOKEN = re.compile(r"[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*")
_INTEGER = re.compile(r"-?[0-9]{1,15}(?![0-9.])")
_DISPLAY = re.compile(r'%"((?:[\x20\x21\x23\x24\x26-\x7e]|%[0-9a-f]{2})*)"')
_OTHER = re.compile(
    r"-?[0-9]{1,12}\.[0-9]{1,3}(?![0-9.])"
    r'|"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"'
    r"|:(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?:"
    r"|@-?[0-9]{1,15}(?![0-9.])"
)
_UNUSED = object()  # A value of a type that the signal does not use.


class _Token(str):
    pass


class _Reader:
    """Parses a structured-fields dictionary (RFC 9651, section 4.2) in linear time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def ended(self) -> bool:
        return self.at >= len(self.text)

    def take(self, pattern: "re.Pattern[str]") -> Optional[str]:
        match = pattern.match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match.group()

    def skip(self, character: str) -> bool:
        found = self.text.startswith(character, self.at)
        self.at += found
        return found

    def spaces(self) -> bool:
        start = self.at
        while self.text.startswith(" ", self.at):
            self.at += 1
        return self.at > start

    def dictionary(self) -> Dict[str, Any]:
        members: Dict[str, Any] = {}
        self.spaces()
        while not self.ended():
            key = self.take(_KEY)
            if key is None:
                raise _Invalid(f"a key is expected at character {self.at + 1}")
            members[key] = self.member() if self.skip("=") else True
            self.parameters()
            self.spaces()
            if self.ended():
                return members
            if not self.skip(","):
                raise _Invalid(f"a comma is expected at character {self.at + 1}")
            self.spaces()
            if self.ended():
                raise _Invalid("a trailing comma")
        return members

    def member(self) -> Any:
        return self.inner_list() if self.skip("(") else self.item()

    def parameters(self) -> None:
        while self.skip(";"):
            self.spaces()
            if self.take(_KEY) is None:
                raise _Invalid(f"a parameter is malformed at character {self.at + 1}")
            if self.skip("="):
                self.item()

    def item(self) -> Any:
        token = self.take(_TOKEN)
        if token is not None:
            return _Token(token)
        integer = self.take(_INTEGER)
        if integer is not None:
            return int(integer)
        if self.text.startswith(("?0", "?1"), self.at):
            self.at += 2
            return self.text[self.at - 1] == "1"
        displayed = self.take(_DISPLAY)
        if displayed is not None:
            try:
                unquote_to_bytes(displayed[2:-1]).decode("utf-8")
            except UnicodeDecodeError:
                raise _Invalid("a display string is not UTF-8") from None
            return _UNUSED
        if self.take(_OTHER) is None:
            raise _Invalid(f"a value is expected at character {self.at + 1}")
        return _UNUSED

    def inner_list(self) -> List[str]:
        tokens: List[str] = []
        spaced = True
        while True:
            spaced = self.spaces() or spaced
            if self.skip(")"):
                return tokens
            if not spaced:
                raise _Invalid(f"a blank is expected at character {self.at + 1}")
            element = self.item()
            self.parameters()
            if isinstance(element, _Token):
                tokens.append(str(element))
            spaced = False


def read_header(value: Union[str, Iterable[str], None]) -> Dict[str, Any]:
    """Reads the value of Sec-CMR-Preferences; several lines may be a list. Never raises.

    Returns {"state": "absent"}, {"state": "invalid", "reason": …} or {"state": "preferences", "preferences": {"kinds",
    "style", "terms", "more"}}. The value is a wish, never a login. Ignore the header of a request with `Sec-Purpose: prefetch`.
    """
    value = _joined(value)
    if not value:
        return dict(_ABSENT)
    if len(value) > 256:
        return _invalid("longer than 256 bytes")
    if not all(" " <= character <= "~" for character in value):
        return _invalid("has characters outside visible ASCII")
    try:
        return {"state": "preferences", "preferences": _summary(_Reader(value).dictionary())}
    except _Invalid as error:
        return _invalid(str(error))


def _joined(value: Any) -> str:
    if isinstance(value, (bytes, bytearray)):
        return value.decode("latin-1")
    if isinstance(value, str):
        return value
    lines = map(_joined, value) if isinstance(value, (list, tuple)) else ()
    return ", ".join(line for line in lines if line)


def _summary(members: Dict[str, Any]) -> Dict[str, Any]:
    version = members.get("v")
    if version is True or version != 1:
        raise _Invalid("version is not 1")
    kinds: Dict[str, str] = {}
    for want in WANTS:
        tokens = members.get(want, [])
        if not isinstance(tokens, list):
            raise _Invalid(f'"{want}" is not a list')
        kinds.update({kind: want for kind in KINDS if kind in tokens})
    style, terms, more = members.get("style", []), members.get("terms"), members.get("more", False)
    if not isinstance(style, list):
        raise _Invalid('"style" is not a list')
    if terms is not None and not isinstance(terms, _Token):
        raise _Invalid('"terms" is not a token')
    if not isinstance(more, bool):
        raise _Invalid('"more" is not a boolean')
    known = str(terms) if terms in AGREEMENTS else None
    return {"kinds": kinds, "style": [one for one in STYLES if one in style], "terms": known, "more": more}


# --- The document ---------------------------------------------------------------------------------------------------

_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,9}))?Z"
)
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_DURATION = re.compile(
    r"P(?=[0-9]|T[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?"
)
_OFFSET = re.compile(r"([+-])([01][0-9]|2[0-3]):([0-5][0-9])$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DAY_MS = 86_400_000
_DANGEROUS = ("__proto__", "constructor", "prototype")


def decode_document(source: Any, now: Union[datetime, float, None] = None) -> Dict[str, Any]:
    """Reads a preferences document from JSON text or a parsed value. Never raises.

    With `now`, a document that was issued more than a day later is invalid. An expired document stays readable:
    `decide` reports it.
    """
    if source is None or source == "":
        return dict(_ABSENT)
    try:
        if isinstance(source, (bytes, bytearray)):
            source = source.decode("utf-8")
        if isinstance(source, str):
            if _units(source) > 65_536:
                raise _Invalid("it is too long")
            source = json.loads(source, parse_constant=_no_constant, parse_int=_integer)
            if _is_deeper(source, 64):
                raise _Invalid("it is too deep")
        return {"state": "preferences", "preferences": _document(_object(source, "document"), now)}
    except _Invalid as error:
        return _invalid(str(error))
    except (ValueError, RecursionError):
        return _invalid("it is not JSON")


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _integer(digits: str) -> Union[int, float]:
    """Long ones as other languages read them; int() would refuse the longest."""
    return int(digits) if len(digits) < 300 else float(digits)


def _is_deeper(value: Any, levels: int) -> bool:
    level = [value]
    for _ in range(levels + 1):
        level = [one for one in level if isinstance(one, (dict, list))]
        if not level:
            return False
        level = [child for one in level for child in (one.values() if isinstance(one, dict) else one)]
    return True


def _well_formed(text: str) -> str:
    """With U+FFFD for each half of a surrogate pair, which cannot be encoded."""
    return _SURROGATE.sub("\ufffd", text)


def _units(text: str) -> int:
    """Length in UTF-16 code units, as the protocol counts characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Invalid(f"{name} is not an object")
    return value


def _list(value: Any, name: str) -> List[Any]:
    if not isinstance(value, (list, tuple)) or len(value) > 500:
        raise _Invalid(f'"{name}" is not a list of at most 500')
    return list(value)


def _text(value: Any, name: str, most: int) -> str:
    if not isinstance(value, str) or _units(value) > most:
        raise _Invalid(f'"{name}" is not a text of at most {most}')
    return _well_formed(value)


def _flag(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise _Invalid(f'"{name}" is not true or false')
    return value


def _one_of(value: Any, words: Iterable[str], name: str) -> str:
    if not isinstance(value, str) or value not in words:
        raise _Invalid(f'"{name}" is not one of {", ".join(words)}')
    return value


def _known(value: Any, words: Iterable[str], name: str) -> List[str]:
    return [word for word in (_text(one, name, 80) for one in _list(value, name)) if word in words]


def _days_in(year: int, month: int) -> int:
    if month != 2:
        return 30 if month in (4, 6, 9, 11) else 31
    return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28


def _is_date(text: str) -> bool:
    if _DATE.fullmatch(text) is None:
        return False
    return len(text) < 10 or int(text[8:]) <= _days_in(int(text[:4]), int(text[5:7]))


def _date(value: Any, name: str) -> str:
    if not isinstance(value, str) or not _is_date(value):
        raise _Invalid(f'"{name}" is not a date')
    return value


def _instant(value: Any, name: str) -> str:
    if not isinstance(value, str) or _milliseconds(value) is None:
        raise _Invalid(f'"{name}" is not an instant in UTC')
    return value


def _milliseconds(text: str) -> Optional[int]:
    """Milliseconds since 1970; None for another form. Avoids datetime, which has no year 0."""
    match = _INSTANT.fullmatch(text)
    if match is None or not _is_date(match[1]):
        return None
    year, month, day = (int(part) for part in match[1].split("-"))
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    days = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    seconds = int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4])
    return days * _DAY_MS + seconds * 1000 + int((match[5] or "0").ljust(3, "0")[:3])


def _document(raw: Mapping[str, Any], now: Union[datetime, float, None]) -> Dict[str, Any]:
    if raw.get("cmr") != "0.1":
        raise _Invalid('"cmr" is not 0.1')
    issued, expires = _instant(raw.get("issued"), "issued"), _instant(raw.get("expires"), "expires")
    start, end = _milliseconds(issued) or 0, _milliseconds(expires) or 0
    if end <= start:
        raise _Invalid('"expires" is not after "issued"')
    if end - start > 30 * _DAY_MS:
        raise _Invalid('"expires" is more than 30 days after "issued"')
    current = start if now is None else _any_moment(now)
    if current is None or start > current + _DAY_MS:
        raise _Invalid('"issued" is more than a day from now')
    members = {
        "cmr": "0.1",
        "issued": issued,
        "expires": expires,
        "contact": _maybe(raw, "contact", lambda value, name: _contact(_object(value, name))),
        "treatment": _maybe(raw, "treatment", lambda value, name: _treatment(_object(value, name))),
        "terms": _maybe(raw, "terms", lambda value, name: _terms(_object(value, name))),
        "plans": _maybe(raw, "plans", lambda value, name: [_object(_plain(one), "plan") for one in _list(value, name)]),
    }
    purposes = raw.get("purposes")
    members["purposes"] = _known([] if purposes is None else purposes, PURPOSES, "purposes")
    return _present(members)


def _maybe(raw: Mapping[str, Any], name: str, read: Any) -> Any:
    value = raw.get(name)
    return None if value is None else read(value, name)


def _present(members: Dict[str, Any]) -> Dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _plain(value: Any, levels: int = 16) -> Any:
    if isinstance(value, str):
        return _well_formed(value)
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**1024):
        return value
    if isinstance(value, float) and value - value == 0:
        return value
    if isinstance(value, (list, tuple, Mapping)) and levels == 0:
        raise _Invalid("a plan is too deep")
    if isinstance(value, (list, tuple)):
        return [_plain(one, levels - 1) for one in _list(value, "plan")]
    if isinstance(value, Mapping):
        return {_well_formed(str(key)): _plain(one, levels - 1) for key, one in value.items() if key not in _DANGEROUS}
    raise _Invalid("a plan holds something that is not JSON")


def _contact(raw: Mapping[str, Any]) -> Dict[str, Any]:
    quiet = raw.get("quiet")
    return {
        "rules": [_rule(_object(one, "rule")) for one in _list(raw.get("rules"), "rules")],
        "quiet": _windows([] if quiet is None else quiet, "quiet"),
        "timeZone": _text(raw.get("timeZone"), "timeZone", 64),
    }


def _rule(raw: Mapping[str, Any]) -> Dict[str, Any]:
    return _present(
        {
            "kinds": _known(raw.get("kinds"), KINDS, "kinds"),
            "about": _maybe(raw, "about", lambda value, name: _subject(_object(value, name))),
            "want": _one_of(raw.get("want"), WANTS, "want"),
            "via": _maybe(raw, "via", lambda value, name: _known(value, CHANNELS, name)),
            "limit": _maybe(raw, "limit", lambda value, name: _limit(_object(value, name))),
            "digest": _maybe(raw, "digest", _flag),
            "urgent": _maybe(raw, "urgent", _flag),
            "when": _maybe(raw, "when", _windows),
            "from": _maybe(raw, "from", _date),
            "until": _maybe(raw, "until", _date),
            "note": _maybe(raw, "note", lambda value, name: _text(value, name, 140)),
        }
    )


def _subject(raw: Mapping[str, Any]) -> Dict[str, Any]:
    def read(value: Any, name: str) -> str:
        return _text(value, name, 80)

    label = read(raw.get("label"), "label")
    return _present({"label": label, "product": _maybe(raw, "product", read), "code": _maybe(raw, "code", read)})


def _limit(raw: Mapping[str, Any]) -> Dict[str, Any]:
    most = raw.get("max")
    if isinstance(most, bool) or not isinstance(most, (int, float)) or most != most // 1 or not 0 <= most <= 1000:
        raise _Invalid('"max" is not a count')
    return {"max": int(most), "per": _one_of(raw.get("per"), PERIODS, "per")}


def _windows(value: Any, name: str) -> List[Dict[str, Any]]:
    return [_window(_object(one, "window")) for one in _list(value, name)]


def _window(raw: Mapping[str, Any]) -> Dict[str, Any]:
    return {
        "days": _known(raw.get("days"), DAYS, "days"),
        "from": _form(raw.get("from"), _TIME, "from"),
        "to": _form(raw.get("to"), _TIME, "to"),
    }


def _form(value: Any, pattern: "re.Pattern[str]", name: str) -> str:
    if not isinstance(value, str) or len(value) > 20 or pattern.fullmatch(value) is None:
        raise _Invalid(f'"{name}" has another form')
    return value


def _words(value: Any, name: str) -> List[str]:
    return [_text(one, name, 80) for one in _list(value, name)]


def _treatment(raw: Mapping[str, Any]) -> Dict[str, Any]:
    members = {name: _maybe(raw, name, _words) for name in ("languages", "style", "formats", "support")}
    members["addressAs"] = _maybe(raw, "addressAs", lambda value, name: _text(value, name, 80))
    members["supportNote"] = _maybe(raw, "supportNote", lambda value, name: _text(value, name, 280))
    members["supportUntil"] = _maybe(raw, "supportUntil", _date)
    return _present(members)


def _terms(raw: Mapping[str, Any]) -> Dict[str, Any]:
    def agreement(value: Any, name: str) -> Optional[str]:
        word = _text(value, name, 80)
        return word if word in AGREEMENTS else None

    def wants(value: Any, name: str) -> Dict[str, Any]:
        said = _object(value, name)
        return _present({one: _maybe(said, one, lambda want, of: _one_of(want, WANTS, of)) for one in PURPOSES})

    return _present(
        {
            "agreement": _maybe(raw, "agreement", agreement),
            "alternative": _maybe(raw, "alternative", agreement),
            "purposes": _maybe(raw, "purposes", wants),
            "keepFeedback": _maybe(raw, "keepFeedback", lambda value, name: _form(value, _DURATION, name)),
            "contribute": _maybe(raw, "contribute", _words),
        }
    )


# --- The decision ---------------------------------------------------------------------------------------------------

_BECAUSE = {
    "wanted": "The customer wants this.",
    "not-wanted": "The customer does not want this.",
    "ask-first": "The customer wants to be asked first.",
    "unknown": "The customer has told us nothing about this.",
    "no-preferences": "This customer has told us nothing.",
    "read-document": "The customer wants this, and has said more: read the document in the page.",
    "other-channel": "The customer wants this by another channel only.",
    "outside-hours": "The customer wants this at other times only.",
    "quiet-hours": "It is inside the customer's quiet hours.",
    "over-limit": "The customer has had as many of these as they want in this time.",
    "expired": "These preferences do not hold at this time and must be read again.",
    "unreadable": "The time or channel of the question, or the customer's time zone, cannot be read.",
}


@dataclass(frozen=True)
class Decision:
    """The answer to a question. `allowed` is true only for the reason "wanted"."""

    allowed: bool
    channel: Optional[str]
    """The channel to use: yours, or the customer's best. None if not allowed, or if any channel is fine."""
    reason: str
    limit: Optional[Dict[str, Any]]
    """{"max", "per"}: count your contacts, or pass them as `history`. None without a limit."""
    digest: bool
    """True if the customer wants several such contacts combined in one."""
    because: str


def decide(
    preferences: Optional[Mapping[str, Any]],
    kind: str,
    product: Optional[str] = None,
    label: Optional[str] = None,
    channel: Optional[str] = None,
    at: Union[datetime, str, float, None] = None,
    history: Iterable[Mapping[str, Any]] = (),
) -> Decision:
    """Decides if the customer allows a contact. Never raises on results of the decoders; anything unclear is not allowed.

    `preferences`: from `read_header` or `decode_document`, or None. `product`: your own id; `label`: words, which never
    match an id. `at`: an aware datetime, a text with a zone such as "2026-11-22T09:15:00Z", or seconds since 1970; None is
    now.
    `history`: contacts with this customer, made and planned, each {"kind", "at"} and perhaps "product" or "label".
    """
    if preferences is None:
        return _refused("no-preferences")
    if channel is not None and channel not in CHANNELS:
        return _refused("unreadable")
    if "cmr" not in preferences:
        want = preferences["kinds"].get(kind) if isinstance(kind, str) else None
        if want != "yes":
            return _refused({None: "unknown", "no": "not-wanted"}.get(want, "ask-first"))
        return _refused("read-document") if preferences["more"] else _wanted(channel, None, False)
    asked = {"kind": kind, "product": product, "label": label}
    return _by_document(preferences, asked, channel, datetime.now(timezone.utc) if at is None else at, history)


def _refused(reason: str) -> Decision:
    return Decision(False, None, reason, None, False, _BECAUSE[reason])


def _wanted(channel: Optional[str], limit: Optional[Dict[str, Any]], digest: bool) -> Decision:
    return Decision(True, channel, "wanted", limit, digest, _BECAUSE["wanted"])


def _by_document(
    document: Mapping[str, Any],
    asked: Dict[str, Any],
    channel: Optional[str],
    at: Any,
    history: Iterable[Mapping[str, Any]],
) -> Decision:
    moment = _moment(at)
    if moment is None:
        return _refused("unreadable")
    issued, expires = _milliseconds(document["issued"]), _milliseconds(document["expires"])
    if issued is None or expires is None or not issued - _DAY_MS <= moment < expires:
        return _refused("expired")
    contact = document.get("contact")
    if contact is None:
        return _refused("unknown")
    local = _local(moment, contact["timeZone"])
    if local is None:
        return _refused("unreadable")
    date = local.date().isoformat()
    deciding = _deciding(contact["rules"], asked, date)
    if deciding is None:
        return _refused("unknown")
    via = deciding["via"]
    if channel is None and via:
        channel = via[0]
    limit = deciding["limit"]
    if deciding["want"] != "yes":
        return _refused("not-wanted" if deciding["want"] == "no" else "ask-first")
    if not all(_is_in_any(windows, local) for windows in deciding["hours"]):
        return _refused("outside-hours")
    if not deciding["urgent"] and _is_in_any(contact["quiet"], local):
        return _refused("quiet-hours")
    if via is not None and channel not in via:
        return _refused("other-channel")
    if limit is not None and _counted(history, deciding, contact, date) >= limit["max"]:
        return _refused("over-limit")
    if not document["purposes"]:
        return _refused("unknown")
    said = None if limit is None else {"max": limit["max"], "per": limit["per"]}
    return _wanted(channel, said, deciding["digest"])


_END_OF_MOMENTS = 253_370_764_800_000


def _moment(at: Any) -> Optional[int]:
    """Milliseconds since 1970; None for an unreadable time, one without a zone, and one before 1970 or after 9998."""
    moment = _any_moment(at)
    return moment if moment is not None and 0 <= moment < _END_OF_MOMENTS else None


def _any_moment(at: Any) -> Optional[int]:
    if isinstance(at, str):
        return _zoned(at)
    if isinstance(at, datetime):
        if at.tzinfo is None:
            return None
        return (at - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(milliseconds=1)
    if isinstance(at, (int, float)) and not isinstance(at, bool) and abs(at) < 1e12:
        return int(at * 1000)
    return None


def _zoned(text: str) -> Optional[int]:
    """Of an instant, or of a time with an offset such as +01:00."""
    match = _OFFSET.search(text)
    moment = _milliseconds(text if match is None else text[:-6] + "Z")
    if moment is None or match is None:
        return moment
    minutes = int(match[2]) * 60 + int(match[3])
    return moment - minutes * (60_000 if match[1] == "+" else -60_000)


@lru_cache(maxsize=None)
def _zones() -> Dict[str, str]:
    """By their names in lower case. ZoneInfo also opens files that are no zones of the database, such as localtime."""
    return {name.lower(): name for name in available_timezones() if name not in ("Factory", "localtime")}


def _local(moment: int, zone: str) -> Optional[datetime]:
    try:
        utc = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=moment)
        return utc.astimezone(ZoneInfo(_zones()[zone.lower()]))
    except Exception:  # The error depends on the platform: an unknown name, a missing file, a day beyond the calendar.
        return None


def _is_in_any(windows: Iterable[Mapping[str, Any]], local: datetime) -> bool:
    return any(_is_inside(window, local) for window in windows)


def _is_inside(window: Mapping[str, Any], local: datetime) -> bool:
    """`from` is inclusive, `to` exclusive. If `from` is not before `to`, the window runs overnight."""
    now, today, yesterday = local.strftime("%H:%M"), DAYS[local.weekday()], DAYS[local.weekday() - 1]
    starts_today = today in window["days"] and now >= window["from"]
    if window["from"] < window["to"]:
        return starts_today and now < window["to"]
    return starts_today or (yesterday in window["days"] and now < window["to"])


def _deciding(rules: Iterable[Mapping[str, Any]], asked: Mapping[str, Any], date: str) -> Optional[Dict[str, Any]]:
    best: List[Mapping[str, Any]] = []
    for rule in rules:
        if asked["kind"] not in rule["kinds"] or not _is_in_force(rule, date):
            continue
        if "about" in rule and not _is_about(rule["about"], asked):
            continue
        higher = 1 if not best else _rank(rule) - _rank(best[0])
        if higher >= 0:
            best = [rule] if higher > 0 else [*best, rule]
    if not best:
        return None
    abouts = [rule["about"] for rule in best if "about" in rule]
    return {
        "want": _want_of(best[0]),
        "about": abouts[0] if abouts else None,
        "hours": [rule["when"] for rule in best if rule.get("when")],
        "urgent": all(rule.get("urgent", False) for rule in best),
        "via": _common([rule["via"] for rule in best if "via" in rule]),
        "limit": _strictest([{**rule["limit"], "kinds": rule["kinds"]} for rule in best if "limit" in rule]),
        "digest": any(rule.get("digest", False) for rule in best),
    }


def _is_in_force(rule: Mapping[str, Any], date: str) -> bool:
    start, end = rule.get("from"), rule.get("until")
    return (start is None or date[: len(start)] >= start) and (end is None or date[: len(end)] <= end)


def _rank(rule: Mapping[str, Any]) -> int:
    about = rule.get("about")
    subject = 0 if about is None else 2 if "product" in about else 1
    return (subject * 2 + (len(set(rule["kinds"])) < len(KINDS))) * len(WANTS) + WANTS.index(_want_of(rule))


def _want_of(rule: Mapping[str, Any]) -> str:
    """A limit of 0 is a no, whatever the rule's own want."""
    return "no" if "limit" in rule and rule["limit"]["max"] == 0 else rule["want"]


def _is_about(about: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    if "product" in about:
        return about["product"] == asked.get("product")
    label = asked.get("label")
    return isinstance(label, str) and fold_text(about["label"]) == fold_text(label)


def _common(lists: List[List[str]]) -> Optional[List[str]]:
    if len(lists) < 2:
        return lists[0] if lists else None
    common = [channel for channel in CHANNELS if all(channel in one for one in lists)]
    return sorted(common, key=lambda channel: sum(one.index(channel) for one in lists))


_A_YEAR = {"day": 366, "week": 53, "month": 12, "year": 1}


def _strictest(limits: List[Dict[str, Any]]) -> Optional[Dict[str, Any]]:
    """The limit that allows the fewest contacts in a year; of equal ones, the one with the shorter period."""
    if not limits:
        return None
    strict = min(limits, key=lambda one: (one["max"] * _A_YEAR[one["per"]], -_A_YEAR[one["per"]]))
    tied = [one for one in limits if (one["max"], one["per"]) == (strict["max"], strict["per"])]
    return {**strict, "kinds": [kind for kind in KINDS if any(kind in one["kinds"] for one in tied)]}


def _counted(
    history: Iterable[Mapping[str, Any]], deciding: Mapping[str, Any], contact: Mapping[str, Any], date: str
) -> int:
    limit, about = deciding["limit"], deciding["about"]

    def counts(past: Mapping[str, Any]) -> bool:
        if past.get("kind") not in limit["kinds"]:
            return False
        moment = _moment(past.get("at"))
        local = None if moment is None else _local(moment, contact["timeZone"])
        if local is not None and not _is_same_period(local.date().isoformat(), date, limit["per"]):
            return False
        if about is not None:
            return _is_about(about, past)
        other = _deciding(contact["rules"], past, date)
        return other is None or other["about"] is None

    return sum(1 for past in history or () if counts(past))


def _is_same_period(one: str, other: str, per: str) -> bool:
    if per == "week":
        return _week(one) == _week(other)
    length = {"day": 10, "month": 7, "year": 4}[per]
    return one[:length] == other[:length]


def _week(date: str) -> Any:
    return datetime.strptime(date, "%Y-%m-%d").isocalendar()[:2]


_LETTERS = (
    "\x41-\x5a\x61-\x7a\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u02b8\u02e0-\u02e4\u0370-\u0373\u0375-\u0377\u037a"
    "-\u037d\u037f\u0384\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03e1\u03f0-\u0484\u0487-\u052f"
    "\u1c80-\u1c8a\u1d00-\u1dbf\u1e00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59"
    "\u1f5b\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fc4\u1fc6-\u1fd3\u1fd6-\u1fdb\u1fdd-\u1fef\u1ff2-"
    "\u1ff4\u1ff6-\u1ffe\u2071\u207f\u2090-\u209c\u2126\u212a-\u212b\u2132\u214e\u2160-\u2188\u2c60-"
    "\u2c7f\u2de0-\u2dff\ua640-\ua69f\ua722-\ua787\ua78b-\ua7dc\ua7f1-\ua7ff\uab30-\uab5a\uab5c-\uab69"
    "\ufb00-\ufb06\ufe2e-\ufe2f\uff21-\uff3a\uff41-\uff5a\U00010140-\U0001018e\U000101a0\U00010780-"
    "\U00010785\U00010787-\U000107b0\U000107b2-\U000107ba\U0001d200-\U0001d245\U0001df00-\U0001df1e"
    "\U0001df25-\U0001df2a\U0001e030-\U0001e06d\U0001e08f"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0951-\u0954\u1ab0-\u1add\u1ae0-\u1aeb\u1dc0-\u1df9\u1dfb-\u1dff\u20d0-"
    "\u20f0\u2de0-\u2dff\ua66f-\ua672\ua674-\ua67d\ua69e-\ua69f\ufe00-\ufe0f\ufe20-\ufe2f\U000101fd"
    "\U0001cf00-\U0001cf2d\U0001cf30-\U0001cf46\U0001d167-\U0001d169\U0001d17b-\U0001d182\U0001d185-"
    "\U0001d18b\U0001d1aa-\U0001d1ad\U0001d242-\U0001d244\U0001e08f\U000e0100-\U000e01ef"
)
_DIACRITICS = re.compile(f"([{_LETTERS}])[{_MARKS}]+")
_WHITE_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


def fold_text(text: str) -> str:
    """Form of a text for comparison (docs/SIGNAL.md, "One subject"): texts of one subject have the same form."""
    plain = unicodedata.normalize("NFKD", text).lower().upper().lower().replace("ς", "σ")
    plain = _DIACRITICS.sub(r"\1", unicodedata.normalize("NFKD", plain))
    return _WHITE_SPACE.sub(" ", unicodedata.normalize("NFC", plain)).strip(" ")


# --- Middleware -----------------------------------------------------------------------------------------------------


def _vary(current: str) -> str:
    names = [name.strip() for name in current.split(",") if name.strip()]
    covered = any(name == "*" or name.lower() == HEADER_NAME.lower() for name in names)
    return ", ".join(names if covered else [*names, HEADER_NAME])


def _with_caching(headers: List[Any]) -> List[Any]:
    """The (name, value) pairs with Vary added, and with Cache-Control if there is none."""
    current = ", ".join(value for name, value in headers if name.lower() == "vary")
    kept = [(name, value) for name, value in headers if name.lower() != "vary"]
    kept.append(("Vary", _vary(current)))
    if not any(name.lower() == "cache-control" for name, _ in kept):
        kept.append(("Cache-Control", "private, no-cache"))
    return kept


def _summary_of(header: Optional[str], purpose: str) -> Optional[Dict[str, Any]]:
    if re.search(r"\bprefetch\b", purpose, re.IGNORECASE):
        return None
    return read_header(header).get("preferences")


class RegardsWSGI:
    """WSGI middleware: `environ["regards.preferences"]` is the header's summary or None; sets Vary and Cache-Control."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: Dict[str, Any], start_response: Any) -> Any:
        purpose = f"{environ.get('HTTP_SEC_PURPOSE', '')} {environ.get('HTTP_PURPOSE', '')}"
        environ["regards.preferences"] = _summary_of(environ.get("HTTP_SEC_CMR_PREFERENCES"), purpose)

        def start(status: str, headers: List[Any], *rest: Any) -> Any:
            return start_response(status, _with_caching(headers), *rest)

        return self.app(environ, start)


class RegardsASGI:
    """ASGI middleware: `scope["regards.preferences"]` is the header's summary or None; sets Vary and Cache-Control."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        lines = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        header = ", ".join(value for name, value in lines if name == HEADER_NAME.lower() and value)
        purpose = " ".join(value for name, value in lines if name in ("sec-purpose", "purpose"))

        async def answer(message: Dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                pairs = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in message.get("headers", [])]
                encoded = [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in _with_caching(pairs)]
                message = {**message, "headers": encoded}
            await send(message)

        await self.app({**scope, "regards.preferences": _summary_of(header, purpose)}, receive, answer)


def django_preferences(get_response: Any) -> Any:
    """Django middleware: `request.regards_preferences` is the header's summary or None; sets Vary and Cache-Control."""

    def middleware(request: Any) -> Any:
        purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
        request.regards_preferences = _summary_of(request.headers.get(HEADER_NAME), purpose)
        response = get_response(request)
        response["Vary"] = _vary(response.get("Vary", ""))
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        return response

    return middleware
