namespace Infra.Core.Topology;

/// <summary>The one way out of a damaged lock file: what it held is in version control, and nowhere else.</summary>
internal static class LockRemedy
{
    /// <param name="fileName">As messages name it, from the repository's root.</param>
    internal static string Restore(string fileName) =>
        $"Restore the file from version control: 'git checkout -- {fileName}', or an older one that 'git log -- {fileName}' shows. Do not edit it by hand.";

    /// <summary>One side of a merge is whole; what the other one added is asked for again.</summary>
    internal static string Unmerged(string fileName) =>
        $"Take the whole file from the side that was applied: 'git checkout --ours -- {fileName}' or '--theirs'; if it was committed like this, 'git checkout <commit> -- {fileName}' ('git log -- {fileName}' shows which). "
        + $"Then '{LockModes.Command(fileName)}' adds what is new; request a replacement or removal from the other side again.";

    /// <summary>Two branches that each allocated the same: one of them is whole, and the other's additions are allocated again.</summary>
    internal static string Merged(string fileName) =>
        $"If two branches were merged, take the whole file from the one that was applied: 'git checkout -- {fileName}', or 'git checkout <branch> -- {fileName}'. "
        + $"Then '{LockModes.Command(fileName)}' allocates new numbers for what the other branch added. Do not edit the file by hand.";

    /// <summary>For a key of the stack file that a project cannot change once it has a lock file.</summary>
    internal static string PutBack(string value, string fileName) =>
        $"Change it back to {value}. If the lock file is wrong instead: 'git checkout -- {fileName}', or an older one that 'git log -- {fileName}' shows.";
}
