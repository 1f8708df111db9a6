using Infra.Components.Enrolment;
using Infra.Core.Clouds.Local;
using Infra.Core.Spec;
using Pulumi;
using Pulumi.Command.Local;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>A key pair created for this lab if the operator configured none: trying it requires no preparation.</summary>
internal static class OperatorKeyPair
{
    /// <summary>The private half's file, next to the VMs' disks; readable by root only.</summary>
    /// <param name="others">Further keys that may log in to the nodes.</param>
    internal static OperatorAccess Create(string name, LocalNetwork lab, OperatorKeys others, ProjectNetwork network)
    {
        var args = LabCommand.Args(lab, new Dictionary<string, Input<string>>());
        args.Create = LabCommand.Line("operator-key", "create");
        args.Delete = LabCommand.Line("operator-key", "delete");
        // By default a command's output is also logged.
        args.Logging = Logging.None;
        var command = new LocalCommand(
            $"{name}-operator-key",
            args,
            new CustomResourceOptions
            {
                Parent = network,
                // Its script, in the lab's directory, deletes it; both go with the network, so it is deleted before the network.
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
