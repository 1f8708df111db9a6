using Pulumi;

namespace Infra.Components;

/// <summary>
/// Asks a cloud which image is the newest of a family. Only new VMs need to know: a node keeps the image it was made from, and a
/// node whose image is recorded in the lock file has nobody asked.
/// </summary>
internal static class NewestImage
{
    /// <param name="family">What is asked for, in words.</param>
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
                    // The provider's own words, without the trace that the SDK puts around them.
                    throw new RunException(
                        $"The newest image could not be determined ({family}): {Derivation.AsRunException(e).Message} "
                            + "If it was withdrawn, or these credentials cannot see it, set your own: `pulumi config set infra:imageId <image>`. "
                            + "Only new nodes use it.",
                        e
                    );
                }
            },
            read
        );
}
