using Infra.Engine.State;

namespace Infra.Engine.Applying;

/// <summary>The effects of finished operations on the state.</summary>
internal static class StateChanges
{
    /// <summary>Makes a resource current. One with the same sequence is overwritten; any other waits to be deleted.</summary>
    public static StackState Put(this StackState state, ResourceState resource)
    {
        var current = state.Current(resource.Urn);
        var others = state.Resources;
        if (current is not null)
            others =
                current.Sequence == resource.Sequence ? others.Remove(current) : others.Replace(current, current with { Replaced = true });
        return state with { Resources = [.. others.Add(resource).OrderBy(r => r.Sequence)] };
    }

    /// <summary>Removes a resource and its pending operations.</summary>
    public static StackState Without(this StackState state, ResourceState resource) =>
        state with
        {
            Resources = state.Resources.RemoveAll(r => r.Sequence == resource.Sequence),
            Pending = state.Pending.RemoveAll(p => p.Resource.Sequence == resource.Sequence),
        };
}
