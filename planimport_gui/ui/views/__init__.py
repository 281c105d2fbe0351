"""The parts of the window a person sees. Each shows a frozen state and tells what the person wants."""
