"""The catalogue of rules: one row each, codes never reused.

A name reads after "allow ...". Families: DG0 reading, DG1 page structure, DG2 placeholders, DG3 properties and types,
DG4 requests and responses, DG5 examples, DG6 across pages, DG7 ready for code generators, DG9 the emitted document.
"""

from __future__ import annotations

from docgen.diagnostic import Rule, Severity

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
BAD_SUPPRESSION = Rule(
    "DG018",
    "bad-suppression",
    _W,
    "this comment suppresses nothing: {problem}",
    "write <!-- docgen: ignore DG201 -- reason -->, with the rule that is meant",
)
UNUSED_SUPPRESSION = Rule(
    "DG019", "unused-suppression", _W, "nothing is found here that {rule} would suppress", "remove the comment"
)
INVISIBLE_CHARACTER = Rule(
    "DG020", "invisible-character", _W, "an invisible character stands in this cell: {character}", "delete it"
)
INTERNAL_ERROR = Rule(
    "DG021",
    "internal-error",
    _E,
    "docgen failed on this page, please report ({kind})",
    "docgen inspect -v PAGE shows where; exclude the page meanwhile",
)

# DG1 page structure
MISSING_TITLE = Rule("DG101", "missing-title", _E, "the page has no level-1 heading", "add one: # Title")
MISSING_SECTION = Rule("DG102", "missing-section", _W, "the page has no {section} section", "add it")
UNKNOWN_SECTION = Rule(
    "DG103", "unknown-section", _W, "no section is known by the heading {heading!r}{suggestion}", "use a known heading"
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
MISSING_KEY = Rule("DG110", "missing-front-matter-key", _I, "the front matter has no {key}", "add a line: {key}: ...")
UNCLOSED_TABS = Rule(
    "DG111",
    "unclosed-tab-group",
    _W,
    "the tabs that begin here are never ended, and hide what follows",
    "add a line of three dashes after the last tab",
)
MISSING_SEPARATOR = Rule(
    "DG112",
    "missing-table-separator",
    _E,
    "no line of dashes follows the head of this table, so it is read as text",
    "add a line such as |:---|:---| below the head",
)

INLINE_INCLUDE = Rule(
    "DG118",
    "inline-include",
    _W,
    "an include inside a text is not read: what {target} says is missing here",
    "put the include on a line of its own, or write the words out",
)
STRAY_ROW = Rule(
    "DG117",
    "stray-row",
    _W,
    "a blank line separates this row from its table, so it is read as text",
    "remove the blank line",
)
UNREAD_REQUEST = Rule(
    "DG113",
    "unread-request",
    _W,
    "{cause} is in no operation of the document{times}",
    "state it below a heading of its own, as a line of code or in a table",
)
UNREAD_ROWS = Rule(
    "DG114", "unread-rows", _I, "{cause} is not read{times}", "say in the heading above what the rows are"
)
UNREAD_CODE = Rule("DG115", "unread-code", _I, "{cause} is not read{times}", "say in the heading above what it shows")
UNREAD_HEADING = Rule(
    "DG116",
    "unread-heading",
    _I,
    "{cause} names no part of it, and what stands below is not read{times}",
    "use a heading such as Parameters, Request body or Response",
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
UNEXPANDED_MACRO = Rule(
    "DG207", "unexpanded-macro", _W, "{text} was to be replaced when the page was generated", "write what it stands for"
)
MISSING_URI = Rule(
    "DG208",
    "missing-uri",
    _E,
    "no address was found for this request, so the operation is left out",
    "write the path",
)
EMPTY_HTTP_BLOCK = Rule(
    "DG209", "empty-http-block", _E, "this block holds no request", "write the request, or remove it"
)
EMPTY_REQUEST_URL = Rule(
    "DG210",
    "empty-request-url",
    _W,
    "the request calls the bare host, not an operation",
    "write the whole address of the operation",
)
UNKNOWN_TYPE_MARKER = Rule(
    "DG211", "unknown-type-marker", _W, "the type was not known when the page was generated", "name the type"
)
NOT_DOCUMENTED_TEXT = Rule(
    "DG212", "not-documented-text", _I, "this is still to be documented", "describe it in a sentence"
)
SAMPLE_VALUE = Rule(
    "DG213",
    "sample-value",
    _I,
    "the example holds a made-up value, {text}{more}",
    "show values as the service would return them",
)
UNFILLED_CONTENT_LENGTH = Rule(
    "DG214", "unfilled-content-length", _I, "the length of the body was never filled in", "remove the header"
)
UNFILLED_PARAMETER_VALUE = Rule(
    "DG215",
    "unfilled-parameter-value",
    _W,
    "the argument was never filled in",
    "write a value as a caller would, or the parameter in braces",
)

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
UNREADABLE_NAME = Rule(
    "DG307", "unreadable-name", _I, "{text!r} is not the name of a property or parameter", "write a plain name"
)
INFERRED_SCHEMA = Rule(
    "DG308",
    "inferred-schema",
    _W,
    "no table describes {type}; its schema is read off an example",
    "add a table of its properties",
)
CONTRADICTING_REPRESENTATION = Rule(
    "DG309",
    "contradicting-representation",
    _W,
    "{name} is {shown} in the JSON representation, but {stated} in the table",
    "make the two agree",
)
UNTABLED_PROPERTY = Rule(
    "DG310",
    "untabled-property",
    _W,
    "{name} stands in the JSON representation, but in no table of the page",
    "add a row for it, or remove it",
)
UNREPRESENTED_PROPERTY = Rule(
    "DG311",
    "unrepresented-property",
    _I,
    "the JSON representation leaves out {names}",
    "add it there, or remove the row",
)
REPRESENTATION_LETTER_CASE = Rule(
    "DG312",
    "representation-letter-case",
    _W,
    "{name} is spelt {stated} in the table",
    "spell it the same in both places",
)
CONTRADICTING_MEMBERS = Rule(
    "DG313",
    "contradicting-members",
    _W,
    "{value} is no member of {type}",
    "correct the list of values, or add the member to the table of {type}",
)
EMPTY_DESCRIPTION = Rule("DG314", "empty-description", _I, "{names} has no description", "describe it in a sentence")

# DG4 requests and responses
UNREADABLE_PATH = Rule(
    "DG401",
    "unreadable-path",
    _E,
    "the request line {text!r} holds no path; the operation is left out",
    "write the path",
)
UNBALANCED_PATH = Rule(
    "DG402", "unbalanced-path", _W, "brackets, quotes or colons of the path {path!r} do not match", "close them"
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
CONTRADICTING_STATUS = Rule(
    "DG408",
    "contradicting-status",
    _W,
    "the example answers {shown}, but the text says {stated}",
    "make the two agree",
)
BODY_WITHOUT_CONTENT = Rule(
    "DG409", "body-without-content", _W, "{status} means that there is no body, but here is one", "correct either"
)
OBJECT_WITHOUT_CONTENT = Rule(
    "DG410",
    "object-without-content",
    _W,
    "204 means that there is no body, but the sentence promises one",
    "say 200 OK, or leave the object out",
)
CONTRADICTING_METHOD = Rule(
    "DG411",
    "contradicting-method",
    _W,
    "the example uses {shown}, but the HTTP request says {stated}",
    "make the two agree",
)
CONTRADICTING_PATH = Rule(
    "DG412",
    "contradicting-path",
    _W,
    "the example calls {path}, which is none of the requests that pages describe",
    "correct the address, or add the request",
)
CONTRADICTING_VERSION = Rule(
    "DG413",
    "contradicting-version",
    _W,
    "the example calls version {shown}, but these pages are about {stated}",
    "call the version that the page is about",
)
MALFORMED_SCOPE = Rule("DG414", "malformed-scope", _W, "{text!r} is not the name of a permission", "correct the name")
MISSING_PERMISSION_KIND = Rule(
    "DG415",
    "missing-permission-kind",
    _I,
    "the table has no row for {kinds}",
    "add one, with the permissions or Not supported.",
)
UNDESCRIBED_PATH_PARAMETER = Rule(
    "DG416",
    "undescribed-path-parameter",
    _I,
    "the parameter {name} of the path is not in the table of parameters",
    "add a row for it",
)
UNUSED_PATH_PARAMETER = Rule(
    "DG417",
    "unused-path-parameter",
    _W,
    "the path holds no parameter {name}",
    "correct the name, or remove the row",
)
CONTRADICTING_ANNOTATION = Rule(
    "DG418",
    "contradicting-annotation",
    _W,
    "the annotation says that {shown} is returned, but the text says {stated}",
    "make the two agree",
)
UNREAD_TARGET = Rule(
    "DG419",
    "unread-request-target",
    _W,
    "the request line goes on after its path; what follows is not read: {path}",
    "write alternatives inside the braces, and what is optional as a query",
)
UNKNOWN_REQUIRED_MEMBER = Rule(
    "DG420",
    "unknown-required-member",
    _W,
    "{name} is required here, but {type} has no such property; the document does not require it",
    "correct the name, or add the property to the table of {type}",
)
OPTIONAL_SEGMENT = Rule(
    "DG421",
    "optional-path-segment",
    _I,
    "a segment of the path may be left out, which OpenAPI cannot say: {path}",
    "state two requests",
)
ANNOTATION_AGAINST_PAGE = Rule(
    "DG430",
    "annotation-against-page",
    _W,
    "the annotation says that {shown}, but {stated}",
    "make the two agree",
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
MISFIT_MEMBER = Rule(
    "DG516",
    "misfit-member",
    _W,
    "a member of the example does not fit its schema, and the document shows the example without it: {problem}",
    "correct the example or the table",
)
MISSING_STATUS_LINE = Rule(
    "DG504", "missing-status-line", _I, "the response has no status line", "begin with HTTP/1.1 and the status"
)
UNKNOWN_PROPERTY = Rule(
    "DG505",
    "unknown-property",
    _W,
    "{type} has no property {name}{suggestion}",
    "correct the name, or add the property to the table of {type}",
)
PROPERTY_LETTER_CASE = Rule(
    "DG506", "property-letter-case", _W, "{name} is spelt {stated} in the table", "spell it as in the table"
)
WRONG_JSON_TYPE = Rule(
    "DG507", "wrong-json-type", _W, "{name} is {shown} here, but the table says {stated}", "make the two agree"
)
SINGLE_FOR_COLLECTION = Rule(
    "DG508",
    "single-for-collection",
    _W,
    "{name} is a collection, but one value is shown",
    "put the value in square brackets",
)
COLLECTION_FOR_SINGLE = Rule(
    "DG509",
    "collection-for-single",
    _W,
    "{name} is a single value, but a collection is shown",
    "show one value, or say that it is a collection",
)
UNLISTED_VALUE = Rule(
    "DG510",
    "unlisted-value",
    _W,
    "{value} is none of the values of {name}{suggestion}",
    "correct the value, or add it to the list",
)
INVALID_DATE_TIME = Rule(
    "DG511",
    "invalid-date-time",
    _W,
    "{value} is not a date and time",
    "write it as 2014-01-01T00:00:00Z",
)
MISSING_CONTENT_TYPE = Rule(
    "DG512", "missing-content-type", _I, "the message has a body, but no Content-Type", "add the header"
)
UNPAIRED_REQUEST = Rule(
    "DG513", "unpaired-request", _I, "no response is shown for this request", "show what the service answers"
)
UNDESCRIBED_INSTANCE_TYPE = Rule(
    "DG514",
    "undescribed-instance-type",
    _I,
    "no page describes the type {type}",
    "correct the name, or add its page",
)
HIDDEN_MEMBER = Rule(
    "DG515",
    "hidden-member",
    _I,
    "{names} cannot be part of this {side}, by what the table says; the document shows the example without",
    "leave it out of the example, or correct the table",
)

# DG6 across pages
MISSING_PAGE = Rule("DG601", "missing-page", _E, "the linked page {target} does not exist", "correct the link")
LINK_LETTER_CASE = Rule(
    "DG602", "link-letter-case", _W, "{target} is spelt {actual}", "write the link as the file is spelt"
)
BROKEN_ANCHOR = Rule("DG603", "broken-anchor", _W, "{page} has no heading for #{anchor}", "correct the part after #")
ORPHAN_RESOURCE = Rule("DG604", "orphan-resource", _I, "no other page leads to {type}", "link to it where it is used")
REPEATED_OPERATION = Rule(
    "DG605",
    "repeated-operation",
    _W,
    "{operation} is described on {page}, too, with the same answer",
    "keep one of the pages",
)
CONTRADICTING_PAGES = Rule(
    "DG606",
    "contradicting-pages",
    _I,
    "{type} has other properties here than on {page}; the document gets all of them",
    "describe the type on one page",
)
NOTHING_DESCRIBED = Rule(
    "DG607",
    "nothing-described",
    _E,
    "{found}; looked for {wanted}",
    "give all pages of the reference, or set the dialect that they are written in",
)

# DG7 ready for code generators
COLLIDING_NAMES = Rule(
    "DG701",
    "colliding-names",
    _W,
    "{first} and {second} of {type} become one name in generated code",
    "make them differ in more than letter case and punctuation",
)
BODY_ON_GET = Rule(
    "DG702", "body-on-get", _W, "a GET request has no body, but here is one", "use query parameters, or POST"
)
UNUSABLE_VALUE = Rule(
    "DG703",
    "unusable-value",
    _W,
    "{value!r} of {type} cannot be a name in generated code; the document has the type as plain text",
    "write a value of letters, digits, spaces and . _ - + / # @",
)

# DG9 the emitted document
INVALID_DOCUMENT = Rule("DG901", "invalid-document", _E, "{pointer}: {problem}", "correct what the page says here")
