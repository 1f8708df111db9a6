namespace Infra.Core.Boot;

/// <summary>
/// The program of nodes whose user data had one that takes no other: it refuses every bundle of a later version than 1. Sent with a push,
/// so that such a node takes its first one, and none of it weighs on user data.
/// </summary>
public static class EarlierProgram
{
    // What the programs say of their use that came after it.
    private const string Known = "infra-apply again";

    /// <summary>
    /// Shell text that pushes the bundle on standard input. A node with such a program gets the bundle's in its place before that, when
    /// this finds the very bundle good for the very node; else nothing has changed. The earlier one stays beside it, as
    /// <c>infra-apply.before</c>.
    /// </summary>
    /// <param name="timeoutSeconds">For all of it.</param>
    public static string PushInPlace(int timeoutSeconds, int confirmWithinSeconds)
    {
        var push = $"infra-apply push --confirm-within {confirmWithinSeconds}";
        return $"if grep -qs '{Known}' {NodeProgram.Command}; then exec sudo timeout {timeoutSeconds} {push}; fi; "
            + $"sudo timeout {timeoutSeconds} sh -c '{Adopt} && {push} <$at/bundle'";
    }

    private const string Adopt =
        "at=$(mktemp -d) && trap \"rm -r $at\" EXIT && cat >$at/bundle && "
        + "python3 -I -c \"import json,sys; sys.stdout.write(json.load(sys.stdin)[\\\"program\\\"])\" <$at/bundle >$at/infra-apply && "
        + "python3 -I $at/infra-apply adopt <$at/bundle >&2";
}
