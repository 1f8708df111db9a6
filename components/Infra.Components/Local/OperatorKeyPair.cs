using Infra.Components.Enrolment;
using Infra.Core.Clouds.Local;
using Infra.Core.Spec;
using Pulumi;
using Pulumi.Command.Local;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>A key pair made for this lab, where the operator configured none: nobody has to prepare anything to try it.</summary>
internal static class OperatorKeyPair
{
    /// <summary>The file of the private half, beside the VMs' disks; root's alone.</summary>
    /// <param name="others">Keys that open the nodes as well.</param>
    internal static OperatorAccess Create(string name, LocalNetwork lab, OperatorKeys others, ProjectNetwork network)
    {
        var args = LabCommand.Args(lab, new Dictionary<string, Input<string>>());
        args.Create = LabCommand.Line("operator-key", "create");
        args.Delete = LabCommand.Line("operator-key", "delete");
        // What a command prints goes to the log as well, unless told otherwise.
        args.Logging = Logging.None;
        var command = new LocalCommand(
            $"{name}-operator-key",
            args,
            new CustomResourceOptions
            {
                Parent = network,
                // Deleted by its script and out of the lab's directory, both of which go with the network: so it goes before.
                DependsOn = { network.Tools, network.Ready },
                AdditionalSecretOutputs = { "stdout" },
            }
        );

        // The private half, then one line with the public half.
        var halves = command
            .Stdout.Derive(text => text.Trim())
            .Derive(text => (Private: text[..(text.LastIndexOf('\n') + 1)], Public: text[(text.LastIndexOf('\n') + 1)..]));
        return new OperatorAccess(
            Output.Unsecret(halves.Derive(pair => pair.Public)).Derive(key => others.With(OperatorKeys.Parse(key))),
            Output.CreateSecret(halves.Derive(pair => pair.Private))
        );
    }
}
