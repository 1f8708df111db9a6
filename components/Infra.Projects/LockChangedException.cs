namespace Infra.Projects;

/// <summary>Somebody else wrote the lock file between the reading of it and the writing.</summary>
public sealed class LockChangedException(string file)
    : IOException(
        $"{file} was written by another run in the meantime, and was left as it is. Run the same command again: it goes by the new file."
    );
