using Pulumi;
using Pulumi.Command.Local;
using LocalCommand = Pulumi.Command.Local.Command;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Enrolment;

/// <summary>
/// A one-time secret for one VM: it travels in the VM's user data and lets the VM prove that the public keys it
/// reports are its own. The first confirmed push deletes it from the node; after that it opens nothing.
/// </summary>
public static class EnrolmentToken
{
    /// <summary>64 hex digits, secret.</summary>
    /// <param name="lifetime">What the VM is known by before it exists; when any of it changes, so does the token.</param>
    public static Output<string> Create(string nodeKey, IEnumerable<Input<object>> lifetime, Resource parent)
    {
        var command = new LocalCommand(
            $"{nodeKey}-token",
            new LocalCommandArgs
            {
                Create = "openssl rand -hex 32",
                // What a command prints goes to the log as well, unless told otherwise.
                Logging = Logging.None,
                Triggers = lifetime.ToArray(),
            },
            new CustomResourceOptions { Parent = parent, AdditionalSecretOutputs = { "stdout" } });
        return Output.CreateSecret(command.Stdout.Derive(text => text.Trim()));
    }
}
