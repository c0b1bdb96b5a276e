"""The least that any tool does with pages: read, decode and split them."""

import os
import sys


def pages(folder):
    """Yield the text of every page below a folder."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".md"):
                with open(os.path.join(place, name), "rb") as file:
                    yield file.read().decode("utf-8-sig", errors="replace")


if __name__ == "__main__":
    print(sum(len(text.splitlines()) for text in pages(sys.argv[1])))
