"""The number of a fault: its reader sees it, and the line of the log has it, too."""

FAULT = "awards.fault"  # in a request's META
