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
    "put values that hold a colon or a quotation mark in quotation marks",
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
    "DG010", "malformed-annotation", _W, "the JSON of this annotation is not valid: {problem}", "{advice}"
)
UNKNOWN_ANNOTATION = Rule(
    "DG011", "unknown-annotation", _W, "there is no blockType {kind}{suggestion}", "write one of {known}"
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
MISSING_SECTION = Rule(
    "DG102",
    "missing-section",
    _W,
    "the page has no {section} section",
    "add a heading {section}, and below it what it is about",
)
UNKNOWN_SECTION = Rule(
    "DG103",
    "unknown-section",
    _W,
    "the heading {heading!r} is nearly one of the usual ones{suggestion}",
    "write {best}",
)
UNKNOWN_COLUMN = Rule(
    "DG104", "unknown-column", _I, "{column!r} is no column of a {table} table{suggestion}", "call it one of {known}"
)
MISSING_CELL = Rule(
    "DG105",
    "missing-cell",
    _W,
    "the row has {actual} of {expected} cells",
    "add the missing cells; an empty one is | |",
)
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
    "{key} is {stated}, but the page has the sections of {actual}",
    "write {kind}, or correct the headings",
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
    "{cause} is in no operation of the document",
    "give it a heading of its own, and write it there in a code block, as code or in a table",
)
UNREAD_ROWS = Rule(
    "DG114",
    "unread-rows",
    _I,
    "{cause} is not read",
    "write a heading above that says what the rows are, such as Parameters or Response",
)
UNREAD_CODE = Rule(
    "DG115",
    "unread-code",
    _I,
    "{cause} is not read",
    "write a heading above that says what it shows, such as Example response",
)
UNREAD_HEADING = Rule(
    "DG116",
    "unread-heading",
    _I,
    "{cause} names no part of it, and what stands below is not read",
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
    "DG207",
    "unexpanded-macro",
    _W,
    "the generator of the page did not replace {text}",
    "write the words that it stands for",
)
MISSING_URI = Rule(
    "DG208",
    "missing-uri",
    _E,
    "the generator of the page found no address, so the document leaves the operation out",
    "write the path, as in /books/{{id}}",
)
EMPTY_HTTP_BLOCK = Rule(
    "DG209", "empty-http-block", _E, "this code block is empty", "write the request, or remove the block"
)
EMPTY_REQUEST_URL = Rule(
    "DG210",
    "empty-request-url",
    _W,
    "the request calls the host, and no operation of it",
    "write the whole address of the operation",
)
UNKNOWN_TYPE_MARKER = Rule(
    "DG211", "unknown-type-marker", _W, "the generator of the page did not know this type", "write the type"
)
NOT_DOCUMENTED_TEXT = Rule(
    "DG212", "not-documented-text", _I, "this is still to be documented", "describe it in a sentence"
)
SAMPLE_VALUE = Rule(
    "DG213",
    "sample-value",
    _I,
    "{text} is no value that the service would return{more}",
    "show values as the service returns them",
)
UNFILLED_CONTENT_LENGTH = Rule(
    "DG214", "unfilled-content-length", _I, "the length of the body is still x", "remove this line"
)
UNFILLED_PARAMETER_VALUE = Rule(
    "DG215",
    "unfilled-parameter-value",
    _W,
    "this is what the generator of the page wrote for an argument",
    "write a value as a caller would, or the name of the parameter in braces",
)

# DG3 properties and types
UNDESCRIBED_TYPE = Rule(
    "DG301",
    "undescribed-type",
    _E,
    "no page describes the type {type}; the document says nothing of what it holds",
    "add its page, or correct the name",
)
DUPLICATE_ROW = Rule("DG302", "duplicate-row", _W, "{name} has two rows in this table", "remove one of them")
UNREADABLE_TYPE = Rule(
    "DG303",
    "unreadable-type",
    _W,
    "{text!r} is not a type that docgen can read",
    "write a type such as String or Int32, or a link to the page of one",
)
MISSING_TYPE = Rule("DG304", "missing-type", _W, "{name} has no type", "write its type, or a link to the page of it")
CONTRADICTING_TYPES = Rule(
    "DG305",
    "contradicting-types",
    _W,
    "{name} is {first} here, but {second} elsewhere",
    "write the same type in both places",
)
CONTRADICTING_BASES = Rule(
    "DG306",
    "contradicting-bases",
    _W,
    "{name} inherits from {first} here, but from {second} elsewhere",
    "name the same base type in both places",
)
UNREADABLE_NAME = Rule(
    "DG307",
    "unreadable-name",
    _I,
    "{text!r} is not the name of a property or parameter",
    "write the name alone, and remarks in the description",
)
INFERRED_SCHEMA = Rule(
    "DG308",
    "inferred-schema",
    _W,
    "no table describes {type}; the document has what an example of it shows",
    "add a Properties section with a row for each property",
)
CONTRADICTING_REPRESENTATION = Rule(
    "DG309",
    "contradicting-representation",
    _W,
    "{name} is {shown} in the JSON representation, but {stated} in the table",
    "correct the one that is wrong",
)
UNTABLED_PROPERTY = Rule(
    "DG310",
    "untabled-property",
    _W,
    "{name} is in the JSON representation, but in no table of the page",
    "add a row for it to the table, or remove it here",
)
UNREPRESENTED_PROPERTY = Rule(
    "DG311",
    "unrepresented-property",
    _I,
    "the table has {names}, but the JSON representation does not",
    "add it here, or remove its row",
)
REPRESENTATION_LETTER_CASE = Rule(
    "DG312",
    "representation-letter-case",
    _W,
    "{name} is called {stated} in the table",
    "write {stated}, or correct the table",
)
CONTRADICTING_MEMBERS = Rule(
    "DG313",
    "contradicting-members",
    _W,
    "{value} is listed here, but the table of {type} does not have it",
    "correct this list, or add a row to the table of {type}",
)
EMPTY_DESCRIPTION = Rule("DG314", "empty-description", _I, "{names} has no description", "describe it in a sentence")

# DG4 requests and responses
UNREADABLE_PATH = Rule(
    "DG401",
    "unreadable-path",
    _E,
    "{text!r} has no path, so the document leaves the operation out",
    "write the method and the path, as in GET /books/{{id}}",
)
UNBALANCED_PATH = Rule(
    "DG402",
    "unbalanced-path",
    _W,
    "a bracket, quotation mark or colon of the path {path!r} has no partner",
    "write the one that is missing, or remove it",
)
REPEATED_PATH_PARAMETER = Rule(
    "DG403", "repeated-path-parameter", _I, "{{{name}}} is in the path twice", "give each parameter a name of its own"
)
MISSING_SLASH = Rule("DG404", "missing-slash", _W, "the path does not begin with a slash", "write /{path}")
UNSTATED_RESPONSE = Rule(
    "DG405",
    "unstated-response",
    _W,
    "no page says which status code {operation} returns",
    "write a sentence with it, such as: Returns `200 OK`.",
)
CONTRADICTING_OPERATIONS = Rule(
    "DG406",
    "contradicting-operations",
    _W,
    "pages say different things about the {part} of {operation}",
    "make them say the same, or keep one of them",
)
MISSING_PERMISSIONS = Rule(
    "DG407", "missing-permissions", _I, "no page says which permissions {operation} needs", "add a Permissions section"
)
CONTRADICTING_STATUS = Rule(
    "DG408",
    "contradicting-status",
    _W,
    "the example returns {shown}, but the text says {stated}",
    "write {stated} here, or {shown} in the text",
)
BODY_WITHOUT_CONTENT = Rule(
    "DG409",
    "body-without-content",
    _W,
    "an answer with {status} has no body, but the example shows one",
    "remove the body, or write the status that is returned with it",
)
OBJECT_WITHOUT_CONTENT = Rule(
    "DG410",
    "object-without-content",
    _W,
    "an answer with 204 has no body, but the sentence promises one",
    "write `200 OK`, or say that the response body is empty",
)
CONTRADICTING_METHOD = Rule(
    "DG411",
    "contradicting-method",
    _W,
    "the example calls {shown}, but the HTTP request section says {stated}",
    "write {stated} here, or correct that section",
)
CONTRADICTING_PATH = Rule(
    "DG412",
    "contradicting-path",
    _W,
    "no page describes a request to {path}",
    "{advice}",
)
CONTRADICTING_VERSION = Rule(
    "DG413",
    "contradicting-version",
    _W,
    "the example calls version {shown}, but the pages of this folder are about {stated}",
    "write {stated}",
)
MALFORMED_SCOPE = Rule("DG414", "malformed-scope", _W, "{text!r} is not the name of one permission", "write {advice}")
MISSING_PERMISSION_KIND = Rule(
    "DG415",
    "missing-permission-kind",
    _I,
    "the table of permissions has no row for {kinds}",
    "add a row with the permissions, or with Not supported.",
)
UNDESCRIBED_PATH_PARAMETER = Rule(
    "DG416",
    "undescribed-path-parameter",
    _I,
    "the path has a parameter {name}, but the table of parameters has no row for it",
    "add a row for {name}",
)
UNUSED_PATH_PARAMETER = Rule(
    "DG417",
    "unused-path-parameter",
    _W,
    "the table has a parameter {name}, but the path has none of this name",
    "{advice}",
)
CONTRADICTING_ANNOTATION = Rule(
    "DG418",
    "contradicting-annotation",
    _W,
    "the annotation says that {shown} is returned, but the text says {stated}",
    "write {stated} in the annotation, or correct the text",
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
    "{name} is required here, but {type} has no property of this name; the document does not require it",
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
MALFORMED_JSON = Rule("DG501", "malformed-json", _W, "this is not valid JSON: {problem}", "{advice}")
UNREADABLE_JSON = Rule(
    "DG502",
    "unreadable-json",
    _E,
    "this JSON cannot be read: {problem}; the document leaves the example out",
    "make it valid JSON",
)
MISFIT_EXAMPLE = Rule(
    "DG503",
    "misfit-example",
    _W,
    "{problem}; the document leaves the example out",
    "{advice}",
)
MISFIT_MEMBER = Rule(
    "DG516",
    "misfit-member",
    _W,
    "{problem}; the document shows the example without it",
    "{advice}",
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
    "DG506", "property-letter-case", _W, "{name} is called {stated} in the table of its type", "write {stated}"
)
WRONG_JSON_TYPE = Rule(
    "DG507", "wrong-json-type", _W, "{name} is {shown} here, but the table says {stated}", "{advice}"
)
SINGLE_FOR_COLLECTION = Rule(
    "DG508",
    "single-for-collection",
    _W,
    "{name} is a collection, but the example shows one value",
    "put the value in square brackets",
)
COLLECTION_FOR_SINGLE = Rule(
    "DG509",
    "collection-for-single",
    _W,
    "{name} is a single value, but the example shows a collection",
    "show one value, or say in the text that it is a collection",
)
UNLISTED_VALUE = Rule(
    "DG510",
    "unlisted-value",
    _W,
    "{value} is not one of the values of {name}{suggestion}",
    "{advice}",
)
INVALID_DATE_TIME = Rule(
    "DG511",
    "invalid-date-time",
    _W,
    "{value} is not a date and time",
    "write it like this: 2014-01-31T08:00:00Z",
)
MISSING_CONTENT_TYPE = Rule(
    "DG512",
    "missing-content-type",
    _I,
    "the message has a body, but no Content-Type",
    "add a line before the body: Content-Type: {media}",
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
    "the table says that {names} cannot be part of a {side}; the document shows the example without it",
    "remove it from the example, or correct the table",
)

# DG6 across pages
MISSING_PAGE = Rule(
    "DG601", "missing-page", _E, "the page {target} does not exist{suggestion}", "correct the link, or add the page"
)
LINK_LETTER_CASE = Rule(
    "DG602", "link-letter-case", _W, "{target} differs in letter case from the file {actual}", "write {actual}"
)
BROKEN_ANCHOR = Rule(
    "DG603", "broken-anchor", _W, "{page} has no heading with the anchor #{anchor}{suggestion}", "{advice}"
)
ORPHAN_RESOURCE = Rule(
    "DG604", "orphan-resource", _I, "no other page links to the page of {type}", "link to it where the type is used"
)
REPEATED_OPERATION = Rule(
    "DG605",
    "repeated-operation",
    _W,
    "{page} describes {operation} as well, with the same answer",
    "keep one of the two pages",
)
CONTRADICTING_PAGES = Rule(
    "DG606",
    "contradicting-pages",
    _I,
    "{type} has other properties here than on {page}; the document has all of them",
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
    "{first} and {second} of {type} would have the same name in generated code",
    "give them names that differ in more than letter case and punctuation",
)
BODY_ON_GET = Rule(
    "DG702",
    "body-on-get",
    _W,
    "a GET request has no body, but the example shows one",
    "send the values as query parameters, or with POST",
)
UNUSABLE_VALUE = Rule(
    "DG703",
    "unusable-value",
    _W,
    "{value!r} of {type} cannot be a name in generated code; the document has {type} as plain text",
    "write a value of letters, digits, spaces and . _ - + / # @",
)

# DG9 the emitted document
INVALID_DOCUMENT = Rule("DG901", "invalid-document", _E, "{pointer}: {problem}", "correct what the page says here")
