"""Finds a Chromium for the browser tests: the one there, the system's package (as root), or playwright's own.

Never fails: where no way works it says so, and the browser tests say that they were skipped and why.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def chromium() -> str | None:
    """The path of a Chromium that playwright can drive, or None."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _from_playwright()


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _install_from_system() -> None:
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *words], env=quiet, stdout=subprocess.DEVNULL, check=False)


def _install_from_playwright() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    """Tries each way in turn until a Chromium is there, then names it."""
    for way in (lambda: None, _install_from_system, _install_from_playwright):
        way()
        if path := chromium():
            print(f"Chromium for the browser tests: {path}")
            return
    print("No Chromium could be found or installed: the browser tests will be skipped and say so.")


if __name__ == "__main__":
    main()
