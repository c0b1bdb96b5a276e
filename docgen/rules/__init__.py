"""The catalogue of rules: one row each, codes never reused.

A name reads after "allow ...". Families: DG0 reading, DG1 page structure, DG2 placeholders, DG3 properties and types,
DG4 requests and responses, DG5 examples, DG6 across pages, DG7 ready for code generators, DG8 against a
contract, DG9 the emitted document.
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

BROKEN_MARKUP = Rule("DG022", "broken-markup", _W, "this is {what}, and shown as it stands", "write [text](target)")
UNDEFINED_REFERENCE = Rule(
    "DG023",
    "undefined-reference",
    _W,
    "no line of the page defines the link {label}",
    "add a line [{label}]: target, or write [text](target)",
)

REPEATED_DEFINITION = Rule(
    "DG026",
    "repeated-definition",
    _W,
    "the link {label} is defined above as {first}; {target} is not used",
    "remove this line, or give it a label of its own",
)
UNCLOSED_CODE = Rule(
    "DG025",
    "unclosed-code",
    _W,
    "this back-tick has no partner, and is shown as it stands",
    "write the second one behind the code, or remove this one",
)
SWAPPED_ANNOTATION = Rule(
    "DG024", "swapped-annotation", _W, "the annotation says {kind}, but the block below is a {meant}", "write {meant}"
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
    "{cause} separates this row from its table, so it is read as text",
    "{advice}",
)
CONTRADICTING_TITLE = Rule(
    "DG119",
    "contradicting-title",
    _W,
    "the front matter calls the page {title!r}, its heading {heading!r}",
    "give both the same title",
)
SWAPPED_CELLS = Rule(
    "DG120",
    "swapped-cells",
    _W,
    "{name!r} and {type!r} stand in each other's columns",
    "exchange the two cells",
)
REPEATED_SECTION = Rule(
    "DG121", "repeated-section", _W, "the page has two sections {section}", "join the two, or rename this one"
)
EMPTY_SECTION = Rule(
    "DG122", "empty-section", _W, "the {what} {section} is empty", "write what belongs there, or None."
)
MISSING_COLUMN = Rule(
    "DG123", "missing-column", _W, "the table has no column of descriptions", "add a column Description"
)
EMPTY_KEY = Rule(
    "DG124", "empty-front-matter-key", _W, "{key} has no value{more}; on {pages} it has one", "give it a value"
)
WRONG_FORM = Rule(
    "DG125",
    "front-matter-form",
    _W,
    "{key} is {shown} here, and {usual} on the other pages",
    "write it as {usual}",
)
DIFFERING_TABS = Rule(
    "DG126",
    "differing-tabs",
    _W,
    "the tabs of this group are {shown}; those of another group are {usual}",
    "give all groups the same tabs, in the same order",
)
TORN_TABLE = Rule(
    "DG127",
    "torn-table",
    _W,
    "a blank line stands between the head of the table and its rows",
    "delete the blank line",
)
UNDESCRIBED_PAGE = Rule(
    "DG137",
    "undescribed-page",
    _W,
    "nothing says what {title!r} {kind}: {key} has no value, and no sentence below the title says it",
    "describe it in a sentence below the title, and in the front matter",
)
MARKUP_IN_FRONT_MATTER = Rule(
    "DG128",
    "markup-in-front-matter",
    _W,
    "{key} holds a link, which is shown with its brackets",
    "write its text alone",
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

UNREAD_OPENAPI = Rule(
    "DG129",
    "unread-openapi-part",
    _W,
    "{cause} is not taken from this OpenAPI document",
    "add it to the result with an overlay, or say that it is known with a comment",
)

MISSING_INTRODUCTION = Rule(
    "DG134",
    "missing-introduction",
    _W,
    "no sentence below the title says what {what}",
    "write one: Return one book.",
)

MISSING_NAMESPACE = Rule(
    "DG148",
    "missing-namespace",
    _W,
    "no line below the title says which namespace this is in, as on {count} of {kind}",
    "write it below the title: Namespace: {usual}",
)
MISPLACED_SENTENCE = Rule(
    "DG136",
    "misplaced-sentence",
    _W,
    "the section {section} says that no body is sent, and nothing of what it is about",
    "move the sentence below a heading {meant}, and list here what {section} has, or None.",
)

# What the settings of a team require: [lint].
SECTION_ORDER = Rule(
    "DG141",
    "section-order",
    _W,
    "the section {section} stands before {other}, but the settings have it after that",
    "move it behind {other}",
)
SECTION_LETTER_CASE = Rule(
    "DG142", "section-letter-case", _W, "the settings write this heading as {section}", "write {section}"
)
UNLISTED_SECTION = Rule(
    "DG143",
    "unlisted-section",
    _W,
    "the settings have no section {section} on a page of this kind{suggestion}",
    "use one of {known}, or add it to lint.sections",
)
UNLISTED_FRONT_MATTER_VALUE = Rule(
    "DG144",
    "unlisted-front-matter-value",
    _W,
    "{value} is not one of the values that the settings allow for {key}{suggestion}",
    "write one of {known}",
)
UNLISTED_HEADER = Rule(
    "DG145",
    "unlisted-header",
    _W,
    "the settings do not list the request header {name}{suggestion}",
    "correct the name, or add it to lint.headers",
)
UNLISTED_CONTENT_TYPE = Rule(
    "DG146",
    "unlisted-content-type",
    _W,
    "the settings do not list the media type {name}{suggestion}",
    "correct it, or add it to lint.content-types",
)
UNLISTED_METHOD = Rule(
    "DG147",
    "unlisted-method",
    _W,
    "the settings do not list the method {name}",
    "use one of {known}, or add it to lint.methods",
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
    "{value} is listed here, but {where} does not have it{suggestion}",
    "make the two lists agree",
)
EMPTY_DESCRIPTION = Rule(
    "DG314", "empty-description", _I, "{names} has no description{beside}", "describe it in a sentence"
)

COPIED_DESCRIPTION = Rule(
    "DG315",
    "copied-description",
    _W,
    "the description of {name} is that of {source}, {extent}",
    "say what {name} is",
)

CUT_DESCRIPTION = Rule(
    "DG316",
    "cut-description",
    _W,
    "the description {extent} in the middle of a sentence, at {word!r}",
    "write the whole sentence",
)
EMPTY_RANGE = Rule(
    "DG317",
    "empty-range",
    _W,
    "no value of {name} is possible: {first} is greater than {last}",
    "exchange the two, or correct one",
)

UNKNOWN_KEY = Rule(
    "DG318",
    "unknown-key",
    _W,
    "the annotation calls {key} the key of {type}, which has no such property{suggestion}",
    "write the name of the property that is the key",
)
MISSING_TABLE = Rule(
    "DG319",
    "missing-table",
    _W,
    "the page shows {names} of {type} as JSON, but has no table of properties",
    "add a table: |Property|Type|Description|",
)
MEMBER_OF_NO_OBJECT = Rule(
    "DG320",
    "member-of-no-object",
    _W,
    "{name} is described as a member, but the table makes {type} {whole}; it is left out",
    "make {type} an object with a member for the rest, or remove the row",
)
CONTRADICTING_DEFAULT = Rule(
    "DG321",
    "contradicting-default",
    _W,
    "the default {value} of {name} is {why}",
    "correct the default, or what the row allows",
)
CONTRADICTING_REQUIRED = Rule(
    "DG322",
    "contradicting-required",
    _W,
    "{name} is marked as {stated}, and {said} by its description",
    "make the two agree",
)
REPEATED_VALUE = Rule(
    "DG323", "repeated-value", _W, "{value} stands twice among {among}", "remove one of the two, or correct it"
)
UNKNOWN_OPTIONAL = Rule(
    "DG324",
    "unknown-optional-property",
    _W,
    "the annotation lets examples leave out {name}, but {type} has no such property{suggestion}",
    "correct the name, or remove it from the annotation",
)
MISSPELT_NAME = Rule(
    "DG325",
    "misspelt-name",
    _W,
    "this page and those that it links to have no {name}, but {meant}",
    "write {meant}",
)

REVERSED_MEANING = Rule(
    "DG327",
    "reversed-meaning",
    _W,
    "the name of {name} says {stated}, but its description {said!r}, so that true means the opposite",
    "say what true does, as the name has it",
)
UNKNOWN_NAME = Rule(
    "DG328",
    "unknown-name",
    _W,
    "the description of {row} speaks of {names}, which nothing on {where} is called{suggestion}",
    "correct the name, or describe what it names",
)
OTHER_EVENT = Rule(
    "DG329",
    "other-event",
    _W,
    "{name} is described as {said}, and not as {stated}",
    "say when, or by whom, it is {stated}",
)

VALUE_IN_NAME = Rule(
    "DG341",
    "value-in-name",
    _W,
    "the name {text!r} holds a value, so that no parameter is called so",
    "write {name}, and the value in the description",
)
FOREIGN_ROW = Rule(
    "DG342",
    "foreign-row",
    _W,
    "{name} speaks of the {noun} of {page}, where the same text stands, and not of what {title!r} is about",
    "say what the parameter is here",
)
OTHER_THING = Rule(
    "DG343",
    "other-thing",
    _W,
    "by this row, {name} identifies the {thing}, but by that of another operation with this path the {meant}",
    "write what it identifies",
)
MISNAMED_STRUCTURE = Rule(
    "DG333",
    "misnamed-structure",
    _W,
    "no data structure of the file is called {name}, but one is called {meant}",
    "write {meant}",
)
SWAPPED_DESCRIPTIONS = Rule(
    "DG331",
    "swapped-descriptions",
    _W,
    "{first} and {second} have each other's descriptions",
    "exchange the two descriptions",
)
ENUMERATION_WITHOUT_VALUES = Rule(
    "DG332",
    "enumeration-without-values",
    _W,
    "{name} is an enumeration, but no value of it is listed",
    "list its values, or give it the type of them",
)

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
    "{operation} {verb} {own} here, but {other} on {page}",
    "correct the page that is wrong, or keep one of the two",
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
    "write the status that is returned with it, or say that the response body is empty",
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
    "{who} describes a request to {path}",
    "{advice}",
)
CONTRADICTING_VERSION = Rule(
    "DG413",
    "contradicting-version",
    _W,
    "{what} version {shown}, but the pages of this folder are about {stated}",
    "{advice}",
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
    "the table of parameters has no row for {name} of the path",
    "add a row for {name}",
)
UNUSED_PATH_PARAMETER = Rule(
    "DG417",
    "unused-path-parameter",
    _W,
    "a row puts the parameter {name} into the path, but the path has none of this name",
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
    "correct the annotation, or say on the page what it says",
)
MISPLACED_PARAMETER = Rule(
    "DG431",
    "misplaced-parameter",
    _W,
    "{name} is in the path, but the table puts it into the {place}",
    "write path, or correct the address",
)
OPTIONAL_PATH_PARAMETER = Rule(
    "DG432",
    "optional-path-parameter",
    _W,
    "{name} is optional in the table, but the path cannot do without it",
    "write that it is required, or state the address without it as well",
)
MALFORMED_STATUS_LINE = Rule(
    "DG434",
    "malformed-status-line",
    _W,
    "{shown} is no status line of HTTP, so the answer is not read as one",
    "write {meant}",
)
UNEXPECTED_BODY = Rule(
    "DG433",
    "unexpected-body",
    _W,
    "a {method} request has no body, but this section says {what}",
    "say that no body is sent, and what the URL holds in a section of its own, or correct the method",
)

CONTRADICTING_VERB = Rule(
    "DG422",
    "contradicting-verb",
    _W,
    "the {where} says {verb}, but the request is a {method}",
    "correct the {where}, or the method of the request",
)

METHOD_LETTER_CASE = Rule(
    "DG423", "method-letter-case", _W, "the method is written {shown}; servers tell letter case apart", "write {meant}"
)
ENTITY_IN_CODE = Rule(
    "DG424",
    "entity-in-code",
    _W,
    "{entity} is shown as it stands here, not as the character",
    "write the character itself",
)
CURLY_QUOTE = Rule(
    "DG425", "curly-quote", _W, "the request holds the typographic quotation mark {quote}", "write ' or \""
)
REPEATED_HEADER = Rule("DG426", "repeated-header", _W, "the header {name} stands twice", "remove one of the two")
MISSING_BLANK_LINE = Rule(
    "DG435",
    "missing-blank-line",
    _W,
    "no blank line parts the headers of this message from its body",
    "put a blank line here",
)
STRAY_BLANK_LINE = Rule(
    "DG436",
    "stray-blank-line",
    _W,
    "a blank line stands before {name}, so that it is no header, but part of the body",
    "move the blank line behind the headers",
)
MALFORMED_CONTENT_LENGTH = Rule(
    "DG437",
    "malformed-content-length",
    _W,
    "Content-Length is {value!r}, which is no number of bytes",
    "remove this line",
)
OTHER_VERB = Rule(
    "DG438",
    "other-verb",
    _W,
    "the sentence says what is required to {said}, but the title says {verb}",
    "write {verb}",
)
MISSING_ARGUMENTS = Rule(
    "DG439",
    "missing-arguments",
    _W,
    "the request passes no {names}, but the example does",
    "write {call}",
)
UNMARKED_ARGUMENT = Rule(
    "DG476",
    "unmarked-argument",
    _W,
    "the request has {shown}, without the braces that mark what readers replace",
    "write {meant}",
)
REPEATED_SCOPE = Rule("DG440", "repeated-scope", _W, "{scope} stands twice in this cell", "remove one of the two")
MISSPELT_PERMISSION_KIND = Rule(
    "DG441",
    "misspelt-permission-kind",
    _W,
    "{label!r} is nearly a kind of permission, and read as none",
    "write {best}",
)
UNACCEPTED_MEDIA_TYPE = Rule(
    "DG442",
    "unaccepted-media-type",
    _W,
    "the answer is {media}, but the request accepts {accepted}",
    "make the two agree",
)
CONTRADICTING_CREDENTIAL = Rule(
    "DG443",
    "contradicting-credential",
    _W,
    "{shown} is sent here, but {where} {stated}",
    "write {stated}",
)
FIXED_IDENTIFIER = Rule(
    "DG444",
    "fixed-identifier",
    _W,
    "the request is about {sample} alone, and has no parameter in this place",
    "write a parameter in braces, such as {{id}}",
)
COLLECTION_FOR_ITEM = Rule(
    "DG446",
    "collection-for-item",
    _W,
    "the operation is about one item, but {path} is the whole collection",
    "write the path of one, such as {path}/{{id}}",
)
UNTEMPLATED_PARAMETER = Rule(
    "DG445",
    "untemplated-parameter",
    _W,
    "the URI template of the request leaves out {names}",
    "write {template}",
)
UNLISTED_FIELDS = Rule(
    "DG475",
    "unlisted-fields",
    _W,
    "the section speaks of the fields that can be changed, but names none",
    "list them in a table, with their types",
)
UNMET_REQUIREMENT = Rule(
    "DG450",
    "unmet-requirement",
    _W,
    "the sentence above the table calls required to {verb} what {why}",
    "say that it is not required, or remove the row",
)
READ_ONLY_CHANGE = Rule(
    "DG460",
    "read-only-change",
    _W,
    "the table of what can be changed {what}",
    "remove the row, or say where it can be changed",
)
BOUND_MEMBER = Rule(
    "DG454",
    "bound-member",
    _W,
    "the table calls it {names}, but the example sends {shown}",
    "write in the table what is sent, and what its value is",
)
ENTITY_FOR_REFERENCE = Rule(
    "DG455",
    "entity-for-reference",
    _W,
    "the section asks for {what}, but a request that ends with $ref takes a link to one",
    "say that the body holds {link} with the address of what is added, or correct the path",
)
FOREIGN_ADDRESS = Rule(
    "DG456",
    "foreign-address",
    _W,
    "the page is about {name} of {type}, but {which} it in the path",
    "write the path of {name}, or correct the title",
)
MISSING_IDENTIFIER = Rule(
    "DG464",
    "missing-identifier",
    _W,
    "{shown} lacks the identifier that {page} has: {usual}",
    "write {usual}",
)
IDENTIFIER_BEHIND_ONE = Rule(
    "DG465",
    "identifier-behind-one",
    _W,
    "{name} of {type} is one {held}, but the path has an identifier behind it",
    "remove the last segment, or say in the table that it is a collection",
)
SHARED_MEANING = Rule(
    "DG466",
    "shared-meaning",
    _W,
    "{failure} is described word for word as {success} is, although one succeeds and the other fails",
    "say of each what it means",
)
HEADER_IN_PATH = Rule(
    "DG451",
    "header-in-path",
    _W,
    "the page puts {names} into the path, which no header is part of",
    "say that it stands in the header",
)
UNDESCRIBED_AGAIN = Rule(
    "DG452",
    "undescribed-again",
    _W,
    "{name} of this path has no row here, as it has at another operation of the page",
    "add a row for {name}",
)
CONTRADICTING_REQUIREMENT = Rule(
    "DG453",
    "contradicting-requirement",
    _W,
    "{names} {verb} {stated} here, but {before} where the page describes {title!r} for the first time",
    "make the two agree, or describe the operation once",
)
CUT_PATH = Rule(
    "DG461",
    "cut-path",
    _W,
    "the path lacks {prefix}, with which the example and {count} other requests begin",
    "write {path}",
)
UNKNOWN_STATUS = Rule("DG427", "unknown-status", _W, "HTTP has no status {status}", "write a status of three digits")
CONTRADICTING_REASON = Rule(
    "DG428",
    "contradicting-reason",
    _W,
    "status {status} is called {meant}, not {shown}",
    "write {status} {meant}, or correct the number",
)
CONTRADICTING_MEDIA = Rule(
    "DG429",
    "contradicting-media-type",
    _W,
    "the body is {shown}, but Content-Type says {media}",
    "correct Content-Type, or show a body of that type",
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

IMPOSSIBLE_DATE = Rule(
    "DG517", "impossible-date", _W, "no calendar or clock has {value}{why}", "write a date and time that exist"
)

UNKNOWN_SELECTED = Rule(
    "DG518",
    "unknown-selected-property",
    _W,
    "{option} names {name}, but {type} has no such property{suggestion}",
    "correct the name, or add the property to the table of {type}",
)
MEMBERS_LEFT_OUT = Rule(
    "DG519",
    "members-left-out",
    _W,
    'the annotation says "truncated": false, but the example leaves out {names}',
    'show them, or write "truncated": true',
)
WRAPPED_OBJECT = Rule(
    "DG520",
    "wrapped-object",
    _W,
    "the sentence promises one object, but the example shows it inside {member!r}",
    "show the members of the object without {member!r} around them, or say that it is returned in {member!r}",
)
UNWRAPPED_OBJECT = Rule(
    "DG532",
    "unwrapped-object",
    _W,
    "the answer is said to hold {member!r}, but the example shows the {type} itself",
    "show it inside {member!r}, or correct what the answer is said to be",
)
MISNAMED_INSTANCE_TYPE = Rule(
    "DG533",
    "misnamed-instance-type",
    _W,
    "no page describes the type {type}, but one describes {meant}",
    "write {meant}",
)
MEMBER_BESIDE = Rule(
    "DG521",
    "member-beside-collection",
    _W,
    "{names} stands beside {member!r}, and not in the items there",
    "move it into an item, or leave it out",
)
OTHER_TYPE = Rule(
    "DG522",
    "other-type",
    _W,
    "the example shows a {shown}, but the sentence promises a {stated}",
    "make the two agree",
)
UNLISTED_ARGUMENT = Rule(
    "DG523",
    "unlisted-argument",
    _W,
    "{value} is not one of the values of {name}{suggestion}",
    "write one of its values ({known}), or add this one to its row",
)
UNDESCRIBED_QUERY_PARAMETER = Rule(
    "DG524",
    "undescribed-query-parameter",
    _W,
    "the {who} sends {name}, which the page does not describe{suggestion}",
    "correct the name, or add a row for it",
)
REVERSED_PERIOD = Rule(
    "DG526",
    "reversed-period",
    _W,
    "{name} is {last}, before the beginning, {first}",
    "exchange the two, or correct one of them",
)
OTHER_IDENTIFIER = Rule(
    "DG525",
    "other-identifier",
    _W,
    "the example asks for {asked}, but the answer is about {shown}",
    "show one identifier in both",
)
DIFFERING_ECHO = Rule(
    "DG527",
    "differing-echo",
    _W,
    "the request sends another value of {names}: {sent}, and not {shown}",
    "show what was sent, or send what is shown",
)
UNCONTINUED_COMMAND = Rule(
    "DG529",
    "uncontinued-command",
    _W,
    "no backslash ends this line, so the command stops here",
    "write a backslash at the end of the line",
)
UNSHOWN_BODY = Rule(
    "DG530",
    "unshown-body",
    _W,
    "the sentence promises a {type}, but the answer shows no body",
    "show the body, or say that there is none",
)
ARGUMENT_OUT_OF_RANGE = Rule(
    "DG531",
    "argument-out-of-range",
    _W,
    "the example sends {value} for {name}, which is {why}",
    "send a value within the limits, or correct what is said of them",
)
UNSENT_BODY = Rule(
    "DG528",
    "unsent-body",
    _W,
    "the example shows no body, although the section of the {method} request says what to send",
    "show the body that is sent",
)

UNSENT_ARGUMENT = Rule(
    "DG535",
    "unsent-argument",
    _W,
    "{names} is required, but no example sends it",
    "send it in the example, or say when it is required",
)
ROW_AGAINST_JSON = Rule(
    "DG541",
    "row-against-json",
    _W,
    "{name} is {stated} in this row, but {shown} in the JSON of the page",
    "correct the type, or the JSON",
)
OTHER_CONSTANT = Rule(
    "DG542",
    "other-constant",
    _W,
    "{name} is {value} here, but {usual} in {count} other answers of the operation",
    "write {usual}",
)
MISPLACED_MEMBER = Rule(
    "DG551",
    "misplaced-member",
    _W,
    "{names} stand beside {name!r} here, but in it in all other answers of the operation",
    "move them into {name!r}",
)
SHARED_ANSWER = Rule(
    "DG555",
    "shared-answer",
    _W,
    "the answer of {status} shows the very body of {other}, although one succeeds and the other fails",
    "show what the service answers when it fails",
)
MISFIT_SAMPLE = Rule(
    "DG543",
    "misfit-sample",
    _W,
    "{name} is {stated}, but its sample {value} is none",
    "show a value of the type, or correct the type",
)
MISSPELT_ROW = Rule(
    "DG552",
    "misspelt-row",
    _W,
    "no JSON of the page has {name}, but it has {meant}",
    "write {meant}",
)
UNQUOTED_AMPERSAND = Rule(
    "DG553",
    "unquoted-ampersand",
    _W,
    "the shell ends the command at this &, since the address is not quoted",
    "put the address in quotation marks",
)
HEADER_WITHOUT_COLON = Rule(
    "DG561",
    "header-without-colon",
    _W,
    "the command sends {name} with =, so that it is no header",
    "write a colon behind the name",
)
BROKEN_LITERAL = Rule(
    "DG540",
    "broken-literal",
    _W,
    "this quotation mark ends the literal, and {rest!r} stands behind it",
    "escape the marks inside the literal, or put others around it",
)

UNDESCRIBED_MEMBER = Rule(
    "DG550",
    "undescribed-member",
    _W,
    "{names} {verb} no row in what the page says of the {side}",
    "add a row, or correct the example",
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

UNUSUAL_SPELLING = Rule(
    "DG608",
    "unusual-spelling",
    _W,
    "the {kind} {name} stands on no other page; {where}",
    "write {meant}",
)

MISLEADING_LINK = Rule(
    "DG609",
    "misleading-link",
    _W,
    "the link says {text}, but leads to the page {page!r}",
    "correct the target, or the text",
)
COPIED_INTRODUCTION = Rule(
    "DG610",
    "copied-introduction",
    _W,
    "the introduction is that of {page}, word for word, and is not about {title!r}",
    "say what this page is about",
)
FOREIGN_INTRODUCTION = Rule(
    "DG611",
    "foreign-introduction",
    _W,
    "the {where} is about {shown}, but the title about {stated}",
    "write the {where} for {stated}, or correct the title",
)

REPEATED_NAME = Rule(
    "DG614",
    "repeated-example-name",
    _I,
    "{count} examples have the name {name}; the first stands on {page}",
    "give each example a name of its own",
)

MISSING_FILE = Rule("DG612", "missing-file", _W, "the picture {target} does not exist", "add it, or correct the path")
OTHER_VERSION = Rule(
    "DG613",
    "other-version",
    _W,
    "the link leads to the pages of {shown}, but this page is one of {stated}",
    "write {target}, or say in the text that it is another version",
)

CUT_ADDRESS = Rule(
    "DG631",
    "cut-address",
    _W,
    "the address ends with {word}; another one of the page is the same, but ends with {meant}",
    "write {meant}",
)
OTHER_LINK = Rule(
    "DG632",
    "other-link",
    _W,
    "this link leads to {text}, but {pages} link to {usual}",
    "write {usual}",
)
DISAGREEING_TITLES = Rule(
    "DG615",
    "disagreeing-titles",
    _I,
    "{page} describes {operation} as well, and calls it {other!r}, not {title!r}",
    "keep one of the two pages, or give both one title",
)
DIFFERING_VALUE = Rule(
    "DG616",
    "differing-value",
    _W,
    "{page} spells the value {name} {meant}",
    "write {meant}, or correct the other list",
)
PATH_LETTER_CASE = Rule(
    "DG617",
    "path-letter-case",
    _W,
    "{pages} {verb} {usual} in this path, not {text}{more}",
    "write {usual} on all pages",
)
ORPHAN_OPERATION = Rule(
    "DG618",
    "orphan-operation",
    _W,
    "neither a page nor the table of contents leads to this page",
    "link to it from the page of its type, or remove it",
)
OTHER_PORT = Rule(
    "DG622",
    "other-port",
    _W,
    "{count} examples call {usual}, this one {shown}",
    "write {usual}",
)
UNLISTED_OPERATION = Rule(
    "DG630",
    "unlisted-operation",
    _W,
    "the table leaves out operations of this type that have pages: {names}",
    "add a row for each",
)
COPIED_TITLE = Rule(
    "DG620",
    "copied-title",
    _W,
    "the title {title!r} is that of {page}, and the path is about {path}",
    "give this page a title of its own",
)
CONTRADICTING_RETURN = Rule(
    "DG621",
    "contradicting-return",
    _W,
    "the table says that {title!r} returns {stated}, but {page} says {shown}",
    "make the two agree",
)
CONTRADICTING_RELATIONSHIP = Rule(
    "DG623",
    "contradicting-relationship",
    _W,
    "{name} of {type} is {stated}, but this operation returns {shown}",
    "make the two agree",
)
PROPERTY_FOR_TYPE = Rule(
    "DG627",
    "property-for-type",
    _W,
    "{name} is no type, but a property that holds objects of the type {type}",
    "write {type}",
)
SINGLE_CALLED_COLLECTION = Rule(
    "DG624",
    "single-called-collection",
    _W,
    "the introduction calls {name} a collection, but the table of {type} has one {held} there",
    "make the two agree",
)
OTHER_SCHEME = Rule(
    "DG619",
    "other-scheme",
    _W,
    "{count} examples call {host} with {usual}, this one with {shown}",
    "write {usual}",
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

# DG8 against a contract
UNDECLARED_OPERATION = Rule(
    "DG801",
    "undeclared-operation",
    _E,
    "the contract has no operation {name}",
    "remove it, correct its path, or add it to the contract",
)
UNDECLARED_PARAMETER = Rule(
    "DG802",
    "undeclared-parameter",
    _E,
    "the contract has no {place}parameter {name}{where}",
    "remove it, or add it to the contract",
)
UNDECLARED_PROPERTY = Rule(
    "DG803", "undeclared-property", _E, "the contract has no {what}", "remove it, or add it to the contract"
)
UNDECLARED_STATUS = Rule(
    "DG804", "undeclared-status", _W, "the contract has no status {name}{where}", "remove it, or add it to the contract"
)
UNDECLARED_VALUE = Rule(
    "DG805",
    "undeclared-value",
    _W,
    "the contract does not list the value {name}{where}",
    "remove it, or add it to the contract",
)
UNDECLARED_MEDIA_TYPE = Rule(
    "DG806", "undeclared-media-type", _W, "the contract has no {name}{where}", "remove it, or add it to the contract"
)
UNDECLARED_SCOPE = Rule(
    "DG807",
    "undeclared-scope",
    _W,
    "the contract does not ask for {name}{where}",
    "remove it, or add it to the contract",
)
UNDECLARED_TYPE = Rule(
    "DG808",
    "undeclared-type",
    _W,
    "the contract has no type {name}",
    "remove it, correct its name, or add it to the contract",
)
UNDOCUMENTED_OPERATION = Rule(
    "DG811",
    "undocumented-operation",
    _I,
    "no page documents {name}",
    "document it, or leave it out with contract-ignore",
)
UNDOCUMENTED_PARAMETER = Rule(
    "DG812",
    "undocumented-parameter",
    _I,
    "no page documents the {place}parameter {name}{where}",
    "document it, or leave it out with contract-ignore",
)
UNDOCUMENTED_PROPERTY = Rule(
    "DG813",
    "undocumented-property",
    _I,
    "no page documents {what}",
    "document it, or leave it out with contract-ignore",
)
UNDOCUMENTED_STATUS = Rule(
    "DG814",
    "undocumented-status",
    _I,
    "no page documents the status {name}{where}",
    "document it, or leave it out with contract-ignore",
)
UNDOCUMENTED_VALUE = Rule(
    "DG815",
    "undocumented-value",
    _I,
    "no page documents the value {name}{where}",
    "document it, or leave it out with contract-ignore",
)
UNDOCUMENTED_MEDIA_TYPE = Rule(
    "DG816",
    "undocumented-media-type",
    _I,
    "no page documents {name}{where}",
    "document it, or leave it out with contract-ignore",
)
UNDOCUMENTED_SCOPE = Rule(
    "DG817",
    "undocumented-scope",
    _I,
    "no page documents the scope {name}{where}",
    "document it, or leave it out with contract-ignore",
)
UNDOCUMENTED_TYPE = Rule(
    "DG818",
    "undocumented-type",
    _I,
    "no page documents the type {name}",
    "document it, or leave it out with contract-ignore",
)
DRIFTING_TYPE = Rule(
    "DG821", "drifting-type", _E, "{what} is {old} here, and {new} in the contract", "correct the page, or the contract"
)
DRIFTING_FORMAT = Rule(
    "DG822",
    "drifting-format",
    _W,
    "{what} has the format {old} here, and {new} in the contract",
    "correct the page, or the contract",
)
DRIFTING_REQUIRED = Rule(
    "DG823",
    "drifting-required",
    _E,
    "{what} is {old} here, and {new} in the contract",
    "correct the page, or the contract",
)
DRIFTING_NULL = Rule(
    "DG824", "drifting-null", _W, "{what} is {old} here, and {new} in the contract", "correct the page, or the contract"
)
DRIFTING_ACCESS = Rule(
    "DG825",
    "drifting-access",
    _W,
    "{what} is {old} here, and {new} in the contract",
    "correct the page, or the contract",
)
DRIFTING_DEFAULT = Rule(
    "DG826",
    "drifting-default",
    _W,
    "the default of {what} is {old} here, and {new} in the contract",
    "correct the page, or the contract",
)
DRIFTING_LIMIT = Rule(
    "DG827",
    "drifting-limit",
    _W,
    "{name} of {what} is {old} here, and {new} in the contract",
    "correct the page, or the contract",
)
DRIFTING_DEPRECATION = Rule(
    "DG828",
    "drifting-deprecation",
    _W,
    "{what} is {old} here, and {new} in the contract",
    "correct the page, or the contract",
)
DRIFTING_LOCATION = Rule(
    "DG829",
    "drifting-location",
    _E,
    "{name}{where} is in the {old} here, and in the {new} in the contract",
    "correct the page, or the contract",
)
DRIFTING_NAME = Rule("DG830", "drifting-name", _E, "{old} is spelt {new} in the contract", "spell it the same in both")
DRIFTING_BASE = Rule(
    "DG831",
    "drifting-base",
    _W,
    "the base type of {what} is {old} here, and {new} in the contract",
    "correct the page, or the contract",
)

# DG9 the emitted document
INVALID_DOCUMENT = Rule("DG901", "invalid-document", _E, "{pointer}: {problem}", "correct what the page says here")
