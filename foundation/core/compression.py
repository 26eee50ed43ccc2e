"""What leaves the house compressed."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Words. Pictures and archives are compressed already.
WORDS = ("text/html", "text/csv", "application/json")


class CompressWordsMiddleware(GZipMiddleware):
    """Compresses pages and data for whoever can read them so; a page of the desk is a tenth.

    Not what is streamed: live news has to arrive as it happens, and a download goes on in
    pieces. Of a secret on a page (the token of its forms) the guess by length is spoilt by
    a random tail, as Django does it.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, compressed if it is words."""
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith(WORDS):
            return response
        return super().process_response(request, response)
