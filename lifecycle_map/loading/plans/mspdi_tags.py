"""Which tags of MS Project XML are read, and what they become.

The rest is bulky (time-phased work, calendars, costs over time) or computed from what is read
(slack, variances, early and late dates), and none of it is kept.
"""

from __future__ import annotations

SCHEDULE = {
    "Start": "when it starts",
    "Finish": "when it finishes",
    "ManualStart": "when it starts, if there is no Start",
    "ManualFinish": "when it finishes, if there is no Finish",
    "Duration": "how long it takes, in working minutes",
    "ManualDuration": "how long it takes, if there is no Duration",
    "DurationFormat": "whether the duration is elapsed time",
    "Milestone": "whether it is a milestone",
    "PercentComplete": "the share done",
    "Deadline": "when it has to be done",
    "ConstraintType": "what is demanded of its dates",
    "ConstraintDate": "the date of that demand",
    "Baseline": "the dates agreed at first (number 0); others are kept as properties",
}
"""The tags of a task that become its schedule."""

OUTLINE = {
    "UID": "its own id",
    "Name": "its name",
    "Notes": "its summary",
    "OutlineLevel": "its place in the outline",
    "Summary": "whether it contains others",
    "IsNull": "whether it is a blank row",
    "PredecessorLink": "what has to come before",
    "ExtendedAttribute": "custom fields, kept as properties",
    "OutlineCode": "outline codes, kept as properties",
}
"""The tags of a task that become anything else but a property."""

PROPERTIES = {
    # tag: the text that says nothing and is not kept
    "ID": "", "WBS": "", "OutlineNumber": "", "Priority": "500", "Critical": "0",
    "Recurring": "0", "IsRecurring": "0", "Manual": "0", "Estimated": "0", "Active": "1",
    "ExternalTask": "0", "ExternalTaskProject": "", "IsSubproject": "0", "SubprojectName": "",
    "Contact": "", "Hyperlink": "", "HyperlinkAddress": "", "HyperlinkSubAddress": "",
    "StartText": "", "FinishText": "", "DurationText": "", "ActualStart": "", "ActualFinish": "",
    "Work": "PT0H0M0S", "Cost": "0", "FixedCost": "0", "PhysicalPercentComplete": "0",
    "CalendarUID": "-1",
}  # fmt: skip
"""The tags of a task that are kept as properties, each with the text that goes without saying."""

PROJECT = (
    "Subject", "Category", "Keywords", "Comments", "Company", "Manager", "Author", "StartDate",
    "FinishDate", "StatusDate",
)  # fmt: skip
"""The tags of a plan that are kept as its properties."""

RESOURCE = {
    "UID": "", "Initials": "", "Group": "", "Code": "", "EmailAddress": "", "NTAccount": "",
    "MaxUnits": "1", "IsGeneric": "0", "IsInactive": "0", "IsBudget": "0", "Hyperlink": "",
    "HyperlinkAddress": "",
}  # fmt: skip
"""The tags of a resource that are kept as properties of the role."""

LINK = ("PredecessorUID", "Type", "CrossProject", "CrossProjectName", "LinkLag", "LagFormat")

WANTED = {
    "Project": frozenset(
        {
            "Title", "Tasks", "Resources", "Assignments", "Calendars", "ExtendedAttributes",
            "OutlineCodes", "MinutesPerDay", "DaysPerMonth", *PROJECT,
        }
    ),
    "Tasks": frozenset({"Task"}),
    "Task": frozenset({*SCHEDULE, *OUTLINE, *PROPERTIES}),
    "PredecessorLink": frozenset(LINK),
    "Baseline": frozenset({"Number", "Start", "Finish"}),
    "Resources": frozenset({"Resource"}),
    "Resource": frozenset(
        {"Name", "Type", "IsNull", "IsCostResource", "Notes", "ExtendedAttribute", "OutlineCode",
         "IsTeamAssignmentPool", *RESOURCE}
    ),
    "Assignments": frozenset({"Assignment"}),
    "Assignment": frozenset(
        {"UID", "TaskUID", "ResourceUID", "Units", "TimephasedData", "ExtendedAttribute"}
    ),
    "TimephasedData": frozenset({"Type", "Value"}),
    "Calendars": frozenset({"Calendar"}),
    "Calendar": frozenset({"UID", "Name"}),
    "ExtendedAttributes": frozenset({"ExtendedAttribute"}),
    "ExtendedAttribute": frozenset(
        {"FieldID", "FieldName", "Alias", "ValueList", "Value", "ValueID"}
    ),
    "OutlineCodes": frozenset({"OutlineCode"}),
    "OutlineCode": frozenset({"FieldID", "FieldName", "Alias", "Values", "ValueID"}),
    "ValueList": frozenset({"Value"}),
    "Values": frozenset({"Value"}),
}  # fmt: skip
"""For each element, the parts of it that are read."""
