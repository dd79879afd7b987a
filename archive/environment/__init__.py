"""What the process runs in: variables of the environment, databases, the origin, addresses to listen on, the code itself, and collection of cycles."""
