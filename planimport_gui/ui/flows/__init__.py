"""What happens when a person does something: each flow ties views to the desk for one part of the journey."""
