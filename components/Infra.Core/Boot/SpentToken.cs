namespace Infra.Core.Boot;

/// <summary>
/// An enrolment token counts once. Where a node has it, and how it is forgotten there. Sent with a confirmation, so that nodes of
/// every version forget it, and none of it weighs on user data.
/// </summary>
public static class SpentToken
{
    /// <summary>
    /// Shell patterns of files, absolute, a space between two: ours; what cloud-init keeps of user data, as it came, decoded, merged, and
    /// with all else it knows; what Azure's agent was given.
    /// </summary>
    public const string Files =
        "/etc/infra/enrolment-token /var/lib/cloud/instances/*/user-data* /var/lib/cloud/instances/*/cloud-config.txt "
        + "/var/lib/cloud/instances/*/obj.pkl "
        + "/var/lib/cloud/seed/*/user-data /var/lib/waagent/ovf-env.xml /var/lib/waagent/CustomData "
        + "/run/cloud-init/combined-cloud-config.json";

    /// <summary>Shell text for root, without a single quote. It ends in success, whatever is there.</summary>
    public static string Forget { get; } = ForgetIn("");

    // cloud-init fetches user data at each boot and stores it, so each boot erases it again, when cloud-init has done the rest
    // (https://cloudinit.readthedocs.io/en/22.4.2/topics/modules.html#scripts-per-boot). Ending cloud-init would take the network along: it
    // names the interfaces at each boot. Overwritten: a file that is only removed stays on the disk until something else is written there.
    internal static string ForgetIn(string root)
    {
        var forget = $"shred -fuzn0 {root}{Files.Replace(" /", $" {root}/", StringComparison.Ordinal)} 2>/dev/null; true";
        return $"boots={root}/var/lib/cloud/scripts/per-boot; [ ! -d $boots ] || {{ (umask 022; printf "
            + $"\"#!/bin/sh\\n{forget}\\n\" >$boots/infra-spent); chmod 755 $boots/infra-spent; }}; {forget}";
    }
}
