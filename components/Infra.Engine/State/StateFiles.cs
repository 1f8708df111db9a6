namespace Infra.Engine.State;

/// <summary>The files of one stack's state directory.</summary>
internal sealed record StateFiles(string Directory)
{
    /// <summary>The existing resources; see <see cref="StateJson"/>.</summary>
    public string State => Path.Combine(Directory, "state.json");

    /// <summary>The key that encrypts its secrets.</summary>
    public string Key => Path.Combine(Directory, "state.key");

    /// <summary>Held (advisory lock) while a run may change something.</summary>
    public string Lock => Path.Combine(Directory, "state.lock");

    /// <summary>Names the holder of the lock, for messages.</summary>
    public string Holder => Path.Combine(Directory, "state.holder");

    /// <summary>One file for each running command, with its process id.</summary>
    public string Running => Path.Combine(Directory, "running");

    public string RunningFile(string operation) => Path.Combine(Running, operation);
}
