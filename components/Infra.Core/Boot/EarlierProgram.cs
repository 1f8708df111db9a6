namespace Infra.Core.Boot;

/// <summary>
/// For nodes whose first program accepts no other: it rejects every bundle with a version above 1. Sent with a push, so that such a node
/// accepts its first one, and not part of user data.
/// </summary>
public static class EarlierProgram
{
    // What later programs print in their usage text.
    private const string Known = "infra-apply again";

    /// <summary>
    /// Shell text that pushes the bundle from standard input. A node with such a program first gets the bundle's program, if this finds the
    /// bundle valid for this node; otherwise nothing changes. The earlier program is kept as <c>infra-apply.before</c>.
    /// </summary>
    /// <param name="timeoutSeconds">For the whole push.</param>
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
