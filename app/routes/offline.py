"""What a browser needs to keep the pages and to install them as an app: /sw.js and /manifest.webmanifest."""

import hashlib
import json

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from app import __version__, assets
from app.course import course
from app.errors import status_response

router = APIRouter(include_in_schema=False)

PAGES = ("/", "/train", "/learn", "/learn/write", "/embed", "/embed/train")
ANSWERS = ("/api/ops", "/api/train/options")
"""Those that are the same for everybody, and without which a page does not come up."""


@router.get("/sw.js")
async def service_worker() -> Response:
    """The script that keeps the pages. It begins with the list of them, so a new list is a new script."""
    site = assets.site()
    if site.bundle is None:
        return status_response(404)  # while one edits the page, nothing is to be kept
    files = [f"/static/built/{part}" for part in site.parts()]
    answers = [*ANSWERS, *(f"/api/lessons/{name}" for name in course())]
    parts = [*PAGES, *answers, *files]
    name = hashlib.blake2b(json.dumps([__version__, *parts]).encode(), digest_size=6).hexdigest()
    kept = json.dumps({"name": f"livegrad-pages-{name}", "parts": parts})
    script = (assets.static_dir() / "js" / "sw.js").read_text("utf-8")
    return Response(
        f"self.KEPT = {kept};\n{script}",
        media_type="text/javascript",
        headers={"cache-control": "no-cache"},
    )


@router.get("/manifest.webmanifest")
async def manifest() -> Response:
    """How livegrad looks among other apps."""
    return JSONResponse(
        {
            "name": "livegrad: backpropagation, live",
            "short_name": "livegrad",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#fbfaf6",
            "theme_color": "#fbfaf6",
            "icons": [
                {"src": assets.site().url("favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
            ],
        },
        media_type="application/manifest+json",
        headers={"cache-control": "no-cache"},
    )
