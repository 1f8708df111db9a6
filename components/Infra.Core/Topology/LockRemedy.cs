namespace Infra.Core.Topology;

/// <summary>The one way out of a damaged lock file: what it held is in version control, and nowhere else.</summary>
internal static class LockRemedy
{
    /// <param name="fileName">As messages name it, from the repository's root.</param>
    internal static string Restore(string fileName) =>
        $"Restore the file from version control: 'git checkout -- {fileName}', or an older one that 'git log -- "
        + $"{fileName}' shows. Nothing in it is meant to be written by hand.";

    /// <summary>One side of a merge is whole; what the other one added is asked for again.</summary>
    internal static string Unmerged(string fileName) =>
        $"Take the whole file of the side that was applied: 'git checkout --ours -- {fileName}' or '--theirs'; if it "
        + $"was committed like this, 'git checkout <commit> -- {fileName}' ('git log -- {fileName}' shows which). "
        + $"Then '{LockModes.Command(fileName)}' adds what is new; a replacement or removal of the other side is asked for again.";

    /// <summary>Two branches that each allocated the same: one of them is whole, and the other's additions are allocated again.</summary>
    internal static string Merged(string fileName) =>
        "If two branches were merged here, take the whole file of the one that was applied: 'git checkout -- "
        + $"{fileName}', or 'git checkout <branch> -- {fileName}'. "
        + $"Then '{LockModes.Command(fileName)}' gives what the other one added numbers of its own. Nothing in the file "
        + "is meant to be written by hand.";

    /// <summary>For a key of the stack file that a project cannot change once it has a lock file.</summary>
    internal static string PutBack(string value, string fileName) =>
        $"Put it back to {value}. If it is the lock file that is wrong: 'git checkout -- {fileName}', or an older one "
        + $"that 'git log -- {fileName}' shows.";
}
