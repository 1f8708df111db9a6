using Pulumi;

namespace Infra.Components;

/// <summary>
/// Asks a cloud for the newest image of a family. Only new VMs need it: a node keeps the image it was created from, and for a node whose
/// image is recorded in the lock file no request is made.
/// </summary>
internal static class NewestImage
{
    /// <param name="family">The image family, in words.</param>
    internal static Output<string> Ask<T>(string family, Func<Task<T>> invoke, Func<T, string> read) =>
        Derivation.Ask(
            async () =>
            {
                try
                {
                    return await invoke().ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    // The provider's own message, without the trace the SDK wraps around it.
                    throw new RunException(
                        $"The newest image could not be determined ({family}): {Derivation.AsRunException(e).Message} "
                            + "If it was withdrawn, or these credentials cannot see it, set your own: `pulumi config "
                            + "set infra:imageId <image>`. "
                            + "Only new nodes use it.",
                        e
                    );
                }
            },
            read
        );
}
