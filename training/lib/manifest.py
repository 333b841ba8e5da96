"""models/manifest.json: what is shipped, where it came from, how good it measured.

Layout: {"version": 1, "models": [{"name", "role", "folder", "files": [{"path", "sha256", "bytes"}], "dtype",
"licence", "source", "recipe", "quality": {}, "settings": {}}]}, sorted by name. File paths are relative to models/;
one file may belong to several entries (shared weights).
"""

import contextlib
import fcntl
import hashlib
import json
import os
from pathlib import Path

MODELS = Path(__file__).resolve().parents[2] / "models"
MANIFEST = "manifest.json"


def update(name, role, folder, files, dtype, licence, source, recipe, quality=None, settings=None, models=MODELS):
    """Insert or replace the entry `name`; returns it.

    folder: relative to models/ ("smollm2"). files: names inside the folder, or paths relative to models/, or absolute
    paths under models/ (another models folder: `models`). Hashes and sizes are taken from the files as they are now. The file is replaced atomically and
    under a lock, so that recipes may run side by side.
    """
    entry = {
        "name": name,
        "role": role,
        "folder": str(folder),
        "files": [describe(locate(file, folder, models), models) for file in files],
        "dtype": dtype,
        "licence": licence,
        "source": source,
        "recipe": recipe,
        "quality": quality or {},
        "settings": settings or {},
    }
    with locked(models):
        entries = [m for m in read(models)["models"] if m["name"] != name] + [entry]
        write({"version": 1, "models": sorted(entries, key=lambda m: m["name"])}, models)
    return entry


def stale(folder, file):
    """Names of the entries that list this file with another hash than it has now."""
    now = describe(locate(file, folder))
    listed = ((m["name"], f) for m in read()["models"] for f in m["files"])
    return [name for name, f in listed if f["path"] == now["path"] and f != now]


def read(models=MODELS):
    """The manifest, or an empty one when there is none yet."""
    path = models / MANIFEST
    if not path.exists():
        return {"version": 1, "models": []}
    return json.loads(path.read_text("utf-8"))


def write(manifest, models=MODELS):
    """Replace the manifest in one rename."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    part = models / f".manifest.{os.getpid()}.part"
    part.write_text(text, "utf-8")
    os.replace(part, models / MANIFEST)


@contextlib.contextmanager
def locked(models=MODELS):
    """Hold models/ itself for the read, change and rename (no lock file is left behind)."""
    models.mkdir(parents=True, exist_ok=True)
    handle = os.open(models, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def locate(file, folder, models=MODELS):
    """The absolute path of a file given by name, by path relative to models/, or in full."""
    for path in (Path(file), models / folder / file, models / file):
        if path.is_absolute() and path.is_file() and path.resolve().is_relative_to(models.resolve()):
            return path.resolve()
    raise FileNotFoundError(f"{file} is not a file in models/{folder}")


def describe(path, models=MODELS):
    """{"path", "sha256", "bytes"} of one file under models/."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return {"path": path.relative_to(models.resolve()).as_posix(), "sha256": digest.hexdigest(), "bytes": path.stat().st_size}
