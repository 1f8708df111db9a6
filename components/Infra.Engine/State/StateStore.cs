using System.Security.Cryptography;

namespace Infra.Engine.State;

/// <summary>The current state and its file, always in sync: every change is on disk before the call returns.</summary>
internal sealed class StateStore
{
    private readonly StateFiles files;
    private readonly SecretBox box;
    private readonly Lock gate = new();

    private StateStore(StateFiles files, SecretBox box, StackState state)
    {
        this.files = files;
        this.box = box;
        Current = state;
    }

    public StackState Current { get; private set; }

    /// <summary>Reads the file; if it does not exist, the state is empty. Writes nothing.</summary>
    public static StateStore Open(StateFiles files, string project, string stack)
    {
        var box = new SecretBox(files.Key, $"{project}/{stack}");
        if (Path.Exists(files.State) && !HasContent(files.State))
            throw new EngineException([EngineFindings.StateEmpty(files.State)]);
        var state = File.Exists(files.State)
            ? StateJson.Read(File.ReadAllBytes(files.State), files.State, box)
            : new StackState { Project = project, Stack = stack };
        if ((state.Project, state.Stack) != (project, stack))
            throw new EngineException(
                EngineCodes.StateOfAnother,
                $"{files.State} belongs to {state.Project}/{state.Stack}, not to {project}/{stack}.",
                "Give each stack its own state directory."
            );
        return new StateStore(files, box, state);
    }

    /// <summary>Changes the state and writes it, unless nothing changed.</summary>
    public void Change(Func<StackState, StackState> change)
    {
        lock (gate)
        {
            var next = change(Current);
            if (ReferenceEquals(next, Current))
                return;
            AtomicFile.Write(files.State, StateJson.Write(next, box));
            Current = next;
        }
    }

    /// <summary>Records an operation that is about to start. A created resource gets the next sequence number.</summary>
    public PendingOperation Begin(OperationKind kind, ResourceState resource)
    {
        var operation = new PendingOperation(RandomNumberGenerator.GetHexString(16, lowercase: true), kind, resource);
        Change(state =>
        {
            if (kind == OperationKind.Create)
                operation = operation with { Resource = resource with { Sequence = state.NextSequence } };
            return state with
            {
                NextSequence = state.NextSequence + 1,
                Pending = [.. state.Pending.Where(p => !Same(p, operation)), operation],
            };
        });
        return operation;
    }

    /// <summary>Removes a creation or update together with recording its effect, and earlier attempts at the same resource.</summary>
    public void Complete(PendingOperation operation, Func<StackState, StackState> effect) =>
        Change(state =>
            effect(state) with
            {
                Pending = state.Pending.RemoveAll(p => p.Kind != OperationKind.Delete && p.Resource.Urn == operation.Resource.Urn),
            }
        );

    /// <summary>Removes the files of an empty state; otherwise does nothing.</summary>
    public void RemoveIfEmpty()
    {
        lock (gate)
        {
            if (!Current.IsEmpty)
                return;
            File.Delete(files.State);
            File.Delete(files.Key);
            if (Directory.Exists(files.Running))
                Directory.Delete(files.Running, recursive: true);
        }
    }

    // Pipes, sockets and devices have no length. They must not be opened: reading one may block, or never end.
    private static bool HasContent(string path)
    {
        var file = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        return !file.Attributes.HasFlag(FileAttributes.Directory) && file.Length > 0;
    }

    // A second attempt replaces the first.
    private static bool Same(PendingOperation a, PendingOperation b) =>
        a.Kind == b.Kind
        && a.Resource.Urn == b.Resource.Urn
        && (a.Kind != OperationKind.Delete || a.Resource.Sequence == b.Resource.Sequence);
}
