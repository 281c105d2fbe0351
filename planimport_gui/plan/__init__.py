"""What a plan is: fields, metrics, rows, rules and fixes. Standard library only, no input or output."""
