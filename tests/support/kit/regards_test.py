"""Tests of regards.py beyond the vectors. Prints "all passed"."""

import asyncio
import os
import sys
import time
import unittest
from datetime import datetime, timedelta, timezone
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../src/kit/python"))
import django  # noqa: E402
import regards  # noqa: E402
from django.conf import settings  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

HEADER = "v=1, no=(offers)"
DOCUMENT = {
    "cmr": "0.1",
    "issued": "2026-11-22T00:00:00Z",
    "expires": "2026-12-22T00:00:00Z",
    "contact": {"rules": [{"kinds": ["news"], "want": "yes"}], "quiet": [], "timeZone": "Europe/London"},
    "purposes": ["service"],
}


class Reading(unittest.TestCase):
    def test_hostile_header_of_1_mib_takes_less_than_10_ms(self):
        for hostile in ("(" * 1_048_576, "v=1, " * 209_715, '"\\' * 524_288):
            times = []
            for _ in range(5):
                start = time.perf_counter()
                self.assertEqual(regards.read_header(hostile)["state"], "invalid")
                times.append(time.perf_counter() - start)
            self.assertLess(min(times), 0.010)

    def test_no_input_raises(self):
        for value in (None, "", [], ["v=1", "no=(offers)"], "\0", "é", "v=1, no=", "v=" + "9" * 200):
            self.assertIn(regards.read_header(value)["state"], ("absent", "invalid", "preferences"))
        for value in (5, [5, None], object(), {"v": 1}):
            self.assertEqual(regards.read_header(value)["state"], "absent")
        deep = "[" * 30_000 + "]" * 30_000
        for value in (None, "", b"\xff", "nope", "NaN", "[]", 1, [], {}, deep, '{"cmr":"0.1","plans":[NaN]}', "\ud800"):
            self.assertIn(regards.decode_document(value)["state"], ("absent", "invalid"))
        for at in ("x", datetime(2026, 12, 1), float("nan"), object(), True, 10**30, 1e308, -1e308):
            self.assertFalse(regards.decide(DOCUMENT, "news", at=at).allowed)
        about = {"rules": [{"kinds": ["news"], "want": "yes", "about": {"label": "5"}}], "quiet": [], "timeZone": "UTC"}
        question = {"label": 5, "at": "2026-12-01T12:00:00Z", "history": None}
        self.assertEqual(regards.decide({**DOCUMENT, "contact": about}, "news", **question).reason, "unknown")

    def test_a_kind_that_is_no_word_is_unknown(self):
        for preferences in (DOCUMENT, regards.read_header("v=1, yes=(news)")["preferences"]):
            for kind in ([], {}, None, 5):
                self.assertEqual(regards.decide(preferences, kind, at="2026-12-01T12:00:00Z").reason, "unknown")

    def test_lines_as_bytes(self):
        for value in (b"v=1, no=(offers)", [b"v=1", b"no=(offers)"], (b"", "v=1, no=(offers)")):
            self.assertEqual(regards.read_header(value)["preferences"]["kinds"], {"offers": "no"})

    def test_a_parsed_plan_with_an_integer_beyond_all_numbers(self):
        self.assertEqual(regards.decode_document({**DOCUMENT, "plans": [{"quantity": 10**400}]})["state"], "invalid")

    def test_times_of_every_form(self):
        noon = datetime(2026, 12, 1, 12, tzinfo=timezone.utc)
        for at in (noon, noon.astimezone(timezone(timedelta(hours=9))), "2026-12-01T12:00:00Z", noon.timestamp()):
            self.assertTrue(regards.decide(DOCUMENT, "news", at=at).allowed)
        now = datetime(2026, 11, 1, tzinfo=timezone.utc)
        self.assertEqual(regards.decode_document(DOCUMENT, now)["state"], "invalid")
        self.assertEqual(regards.decode_document(DOCUMENT, noon)["state"], "preferences")


def expect_uncacheable(test, headers, vary=("Sec-CMR-Preferences",), cache="private, no-cache"):
    names = {name.lower(): value for name, value in headers}
    test.assertEqual(sorted(name.strip() for name in names["vary"].split(",")), sorted(vary))
    test.assertEqual(names["cache-control"], cache)
    test.assertNotIn("access-control-allow-origin", names)


class Wsgi(unittest.TestCase):
    def ask(self, headers, given=()):
        seen = {}

        def app(environ, start_response):
            seen["preferences"] = environ["regards.preferences"]
            start_response("200 OK", [("Content-Type", "text/plain"), *given])
            return [b"x"]

        def start(status, response, exc_info=None):
            seen["headers"] = response

        environ = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
        setup_testing_defaults(environ)
        environ["QUERY_STRING"] = ""
        # The validator fails on anything that WSGI forbids.
        body = validator(regards.RegardsWSGI(validator(app)))(environ, start)
        list(body)
        body.close()
        return seen

    def test_summary_and_caching(self):
        seen = self.ask({"Sec-CMR-Preferences": HEADER})
        self.assertEqual(seen["preferences"]["kinds"], {"offers": "no"})
        expect_uncacheable(self, seen["headers"])
        own = self.ask({}, [("Vary", "Accept"), ("Cache-Control", "no-store")])
        self.assertIsNone(own["preferences"])
        expect_uncacheable(self, own["headers"], ("Accept", "Sec-CMR-Preferences"), "no-store")
        self.assertIsNone(self.ask({"Sec-CMR-Preferences": HEADER, "Sec-Purpose": "prefetch"})["preferences"])


class Asgi(unittest.TestCase):
    def test_summary_and_caching(self):
        seen = []

        async def app(scope, receive, send):
            seen.append(scope["regards.preferences"])
            await send({"type": "http.response.start", "status": 200, "headers": [(b"vary", b"Accept")]})
            await send({"type": "http.response.body", "body": b"x"})

        async def ask(headers):
            sent = []

            async def send(message):
                sent.append(message)

            await regards.RegardsASGI(app)({"type": "http", "headers": headers}, None, send)
            return [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]

        lines = [(b"sec-cmr-preferences", b"v=1"), (b"sec-cmr-preferences", b"no=(offers)")]
        expect_uncacheable(self, asyncio.run(ask(lines)), ("Accept", "Sec-CMR-Preferences"))
        asyncio.run(ask([]))
        self.assertEqual([said and said["kinds"] for said in seen], [{"offers": "no"}, None])

    def test_other_protocols_pass(self):
        async def app(scope, receive, send):
            self.assertNotIn("regards.preferences", scope)

        asyncio.run(regards.RegardsASGI(app)({"type": "lifespan"}, None, None))


def said(request):
    return JsonResponse({"said": request.regards_preferences})


def own(request):
    return HttpResponse("x", headers={"Vary": "Accept", "Cache-Control": "no-store"})


urlpatterns = [path("", said), path("own", own)]


class Django(unittest.TestCase):
    def test_summary_and_caching(self):
        client = Client()
        answer = client.get("/", HTTP_SEC_CMR_PREFERENCES=HEADER)
        self.assertEqual(answer.json()["said"]["kinds"], {"offers": "no"})
        expect_uncacheable(self, answer.items())
        self.assertIsNone(client.get("/").json()["said"])
        expect_uncacheable(self, client.get("/own").items(), ("Accept", "Sec-CMR-Preferences"), "no-store")


settings.configure(
    ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="tests", MIDDLEWARE=["regards.django_preferences"]
)
django.setup()
if unittest.main(exit=False).result.wasSuccessful():
    print("all passed")
