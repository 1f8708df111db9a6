using Infra.Core.Clouds.Local;
using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Components.Local;

/// <summary>
/// Checks on this machine, in every run including previews, whether the network or a VM still exists. One that died (a killed process, a
/// reboot) gets the next epoch, which is in its resource's triggers, so it is replaced.
/// </summary>
internal static class LabEpoch
{
    internal static Output<string> OfNetwork(LocalNetwork lab) => Ask(lab, vm: null);

    internal static Output<string> OfMachine(LocalNetwork lab, LocalMachine machine) => Ask(lab, machine.Name);

    private static Output<string> Ask(LocalNetwork lab, string? vm)
    {
        var args = new RunArgs { Command = LabScripts.Read("epoch"), Logging = Logging.Stderr };
        args.Environment.Add("INFRA_LAB_ID", lab.Id);
        if (vm is not null)
            args.Environment.Add("INFRA_VM_NAME", vm);
        return Derivation.Ask(() => Run.InvokeAsync(args), result => result.Stdout.Trim());
    }
}
