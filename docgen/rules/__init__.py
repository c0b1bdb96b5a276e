"""The catalogue of rules: one row each, codes never reused.

A name reads after "allow ...". Families: DG0 reading, DG1 page structure, DG2 placeholders, DG3 properties and types,
DG4 requests and responses, DG5 examples, DG6 across pages, DG7 ready for code generators, DG9 the emitted document.
"""

from __future__ import annotations

from docgen.diagnostics import Rule, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

# DG0 reading
UNDECODABLE_BYTES = Rule("DG001", "undecodable-bytes", _E, "{count} bytes are not UTF-8", "save the page as UTF-8")
BINARY_FILE = Rule("DG002", "binary-file", _E, "this is not a text file", "remove it, or exclude it in the settings")
OVERSIZED_PAGE = Rule(
    "DG003", "oversized-page", _E, "the page has {size} MB, more than the {limit} MB that are read", "split the page"
)
INVALID_FRONT_MATTER = Rule(
    "DG004",
    "invalid-front-matter",
    _E,
    "the front matter is not valid YAML: {problem}",
    "quote values that hold a colon",
)
UNCLOSED_FRONT_MATTER = Rule(
    "DG005", "unclosed-front-matter", _E, "the front matter is never closed", "add a line of three dashes after it"
)
MISSING_FRONT_MATTER = Rule(
    "DG006",
    "missing-front-matter",
    _I,
    "the page has no front matter",
    "add a title and a description between --- lines",
)
UNCLOSED_FENCE = Rule(
    "DG007", "unclosed-fence", _E, "the code block is never closed", "add a closing line of back-ticks"
)
SWALLOWED_FENCE = Rule(
    "DG008",
    "swallowed-fence",
    _E,
    "a code block begins inside another one that is not closed",
    "close the first block before this line",
)
UNCLOSED_COMMENT = Rule(
    "DG009", "unclosed-comment", _E, "the comment is never closed, and hides the rest of the page", "add -->"
)
MALFORMED_ANNOTATION = Rule(
    "DG010", "malformed-annotation", _W, "the annotation is not valid JSON: {problem}", "correct the JSON"
)
UNKNOWN_ANNOTATION = Rule(
    "DG011", "unknown-annotation", _W, "no annotation is called {kind!r}{suggestion}", "use a known blockType"
)
MISSING_INCLUDE = Rule("DG012", "missing-include", _E, "the included file {target} does not exist", "correct the path")
INCLUDE_OUTSIDE_ROOT = Rule(
    "DG013",
    "include-outside-root",
    _I,
    "the included file {target} lies outside the given folders and is not read",
    "give the folder that holds both, or set root",
)
CYCLIC_INCLUDE = Rule("DG014", "cyclic-include", _E, "{target} includes itself", "remove one of the includes")
UNREADABLE_PAGE = Rule("DG015", "unreadable-page", _E, "the page cannot be read: {problem}")
PAGE_OUTSIDE_ROOT = Rule(
    "DG016",
    "page-outside-root",
    _W,
    "this link leads out of the given folders, to {target}, and is not followed",
    "give the folder that it leads to",
)
EXCESSIVE_INCLUDES = Rule(
    "DG017",
    "excessive-includes",
    _E,
    "too many files are included here, and {target} is left out",
    "include fewer files, or nest them less deeply",
)

# DG1 page structure
MISSING_TITLE = Rule("DG101", "missing-title", _E, "the page has no level-1 heading", "add one: # Title")
MISSING_SECTION = Rule("DG102", "missing-section", _W, "the page has no {section} section", "add it")
UNKNOWN_SECTION = Rule(
    "DG103", "unknown-section", _I, "no section is known by the heading {heading!r}{suggestion}", "use a known heading"
)
UNKNOWN_COLUMN = Rule(
    "DG104", "unknown-column", _I, "no column of a {table} table is known by the name {column!r}", "use a known name"
)
MISSING_CELL = Rule("DG105", "missing-cell", _W, "the row has {actual} of {expected} cells", "add the missing cell")
EXTRA_CELL = Rule(
    "DG106",
    "extra-cell",
    _W,
    "the row has {actual} cells for {expected} columns",
    "write a bar that belongs to the text as \\|",
)
BROKEN_ROW = Rule("DG107", "broken-row", _W, "the row is broken over two lines", "put the whole row on one line")
SEPARATOR_MISMATCH = Rule(
    "DG108",
    "separator-mismatch",
    _W,
    "the line under the table head has {actual} cells for {expected} columns, so the table is not rendered",
    "give it as many cells as the head",
)
CONTRADICTING_DOC_TYPE = Rule(
    "DG109",
    "contradicting-doc-type",
    _W,
    "doc_type says {stated}, but the page is built as {actual}",
    "correct doc_type",
)

# DG2 placeholders
TODO_IN_DESCRIPTION = Rule(
    "DG201", "todo-in-description", _W, "the description is still to be written", "describe it in a sentence"
)
TODO_IN_PERMISSIONS = Rule(
    "DG202",
    "todo-in-permissions",
    _W,
    "the permissions are still to be listed",
    "list the permissions, or Not supported.",
)
TODO_IN_FRONT_MATTER = Rule(
    "DG203", "todo-in-front-matter", _W, "the value of {key} is still to be written", "give it a value"
)
TODO_IN_INTRODUCTION = Rule(
    "DG204", "todo-in-introduction", _W, "the introduction is still to be written", "say what the page is about"
)
TODO_IN_PROSE = Rule(
    "DG205", "todo-in-prose", _W, "this text is still to be written", "finish it, or remove the marker"
)
TODO_IN_CELL = Rule("DG206", "todo-in-cell", _W, "this cell is still to be filled in", "fill it in")

# DG3 properties and types
UNDESCRIBED_TYPE = Rule(
    "DG301",
    "undescribed-type",
    _E,
    "no page describes the type {type}; the document gets an empty stand-in for it",
    "add its page, or correct the name",
)
DUPLICATE_ROW = Rule("DG302", "duplicate-row", _W, "{name} stands twice in this table", "remove one of the rows")
UNREADABLE_TYPE = Rule(
    "DG303", "unreadable-type", _W, "the type {text!r} cannot be read", "name a type, or link to one"
)
MISSING_TYPE = Rule("DG304", "missing-type", _W, "{name} has no type", "name its type")
CONTRADICTING_TYPES = Rule(
    "DG305", "contradicting-types", _W, "{name} is {first} here and {second} there", "make the two agree"
)
CONTRADICTING_BASES = Rule(
    "DG306",
    "contradicting-bases",
    _W,
    "{name} inherits from {first} here and from {second} there",
    "make the two agree",
)
UNREADABLE_NAME = Rule("DG307", "unreadable-name", _I, "{text!r} is not the name of a property", "write a plain name")
INFERRED_SCHEMA = Rule(
    "DG308",
    "inferred-schema",
    _W,
    "no table describes {type}; its schema is read off an example",
    "add a table of its properties",
)

# DG4 requests and responses
UNREADABLE_PATH = Rule(
    "DG401",
    "unreadable-path",
    _E,
    "the request line {text!r} holds no path; the operation is left out",
    "write the path",
)
UNBALANCED_PATH = Rule(
    "DG402", "unbalanced-path", _W, "brackets or quotes of the path {path!r} do not match", "close them"
)
REPEATED_PATH_PARAMETER = Rule(
    "DG403", "repeated-path-parameter", _I, "{{{name}}} stands twice in the path", "give each its own name"
)
MISSING_SLASH = Rule("DG404", "missing-slash", _W, "the path does not begin with a slash", "write /{path}")
UNSTATED_RESPONSE = Rule(
    "DG405", "unstated-response", _W, "no status code is stated for {operation}", "say what it returns: `200 OK` ..."
)
CONTRADICTING_OPERATIONS = Rule(
    "DG406", "contradicting-operations", _W, "pages disagree on the {part} of {operation}", "make them agree"
)
MISSING_PERMISSIONS = Rule(
    "DG407", "missing-permissions", _I, "no permission is stated for {operation}", "list the permissions it needs"
)

# DG5 examples
MALFORMED_JSON = Rule("DG501", "malformed-json", _W, "this is not valid JSON: {problem}", "correct the JSON")
UNREADABLE_JSON = Rule(
    "DG502", "unreadable-json", _E, "this JSON cannot be read: {problem}; the example is left out", "correct the JSON"
)
MISFIT_EXAMPLE = Rule(
    "DG503",
    "misfit-example",
    _W,
    "the example does not fit its schema and is left out: {problem}",
    "correct the example or the table",
)
MISSING_STATUS_LINE = Rule(
    "DG504", "missing-status-line", _I, "the response has no status line", "begin with HTTP/1.1 and the status"
)

# DG6 across pages
MISSING_PAGE = Rule("DG601", "missing-page", _E, "the linked page {target} does not exist", "correct the link")
LINK_LETTER_CASE = Rule(
    "DG602", "link-letter-case", _W, "{target} is spelt {actual}", "write the link as the file is spelt"
)

# DG9 the emitted document
INVALID_DOCUMENT = Rule("DG901", "invalid-document", _E, "{pointer}: {problem}", "correct what the page says here")
