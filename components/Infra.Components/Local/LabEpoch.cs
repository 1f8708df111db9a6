using Infra.Core.Clouds.Local;
using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Components.Local;

/// <summary>
/// Asks the machine, at every run and in previews too, whether the network or a VM is still there. A thing that died
/// (a killed process, a reboot) gets the next epoch; that is in its resource's triggers, and so it is replaced.
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
