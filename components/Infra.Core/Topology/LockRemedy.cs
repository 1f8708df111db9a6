namespace Infra.Core.Topology;

/// <summary>The only remedy for a damaged lock file: its content is in version control and nowhere else.</summary>
internal static class LockRemedy
{
    /// <param name="fileName">As shown in messages, relative to the repository's root.</param>
    internal static string Restore(string fileName) =>
        $"Restore the file from version control: 'git checkout -- {fileName}', or an older one that 'git log -- "
        + $"{fileName}' shows. Do not edit it by hand.";

    /// <summary>Take one side of the merge; the other's additions are requested again.</summary>
    internal static string Unmerged(string fileName) =>
        $"Take the whole file from the side that was applied: 'git checkout --ours -- {fileName}' or '--theirs'; if it "
        + $"was committed like this, 'git checkout <commit> -- {fileName}' ('git log -- {fileName}' shows which). "
        + $"Then '{LockModes.Command(fileName)}' adds what is new; request a replacement or removal from the other side again.";

    /// <summary>Two branches made the same allocation: keep one of them and reallocate the other's additions.</summary>
    internal static string Merged(string fileName) =>
        "If two branches were merged, take the whole file from the one that was applied: 'git checkout -- "
        + $"{fileName}', or 'git checkout <branch> -- {fileName}'. "
        + $"Then '{LockModes.Command(fileName)}' allocates new numbers for what the other branch added. Do not edit the file by hand.";

    /// <summary>For a stack file key that cannot change once the project has a lock file.</summary>
    internal static string PutBack(string value, string fileName) =>
        $"Change it back to {value}. If the lock file is wrong instead: 'git checkout -- {fileName}', or an older one "
        + $"that 'git log -- {fileName}' shows.";
}
