"""Random whole programs: for the promise that anything may be pasted, and beside Python."""
