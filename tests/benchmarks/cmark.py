"""A yardstick in C: cmark-gfm renders the pages as HTML."""

import sys

import cmarkgfm
from floor import pages

if __name__ == "__main__":
    print(sum(len(cmarkgfm.github_flavored_markdown_to_html(text)) for text in pages(sys.argv[1])))
