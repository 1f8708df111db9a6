using Infra.Components.Enrolment;
using Infra.Core;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Pulumi;

namespace Infra.Projects;

/// <summary>Settings beside the project: keys and images, which are the operator's and not the project's.</summary>
/// <param name="PrivateKey">Secret; null for the SSH agent.</param>
/// <param name="PrivateKeyPassword">Secret; null for a key that is not encrypted.</param>
internal sealed record OperatorSettings(GivenSettings Given, Output<string>? PrivateKey, Output<string>? PrivateKeyPassword)
{
    /// <summary>As Pulumi supplies them: from the stack file, which is checked before, from <c>--config</c>, or decrypted.</summary>
    internal static Outcome<OperatorSettings> Read(StackSource source)
    {
        var config = new Config("infra");
        var given = GivenSettings.Read(source, key => config.Get(Name(key)), SecretSettings.IsEncrypted);
        return new Outcome<OperatorSettings>(
            given.Value is { } value
                ? new OperatorSettings(value, SecretSettings.Read("operatorPrivateKey"), SecretSettings.Read("operatorPrivateKeyPassword"))
                : null,
            given.Diagnostics
        );
    }

    /// <summary>How operators reach nodes with these.</summary>
    internal OperatorAccess Access => new(Output.Create(Given.Keys), PrivateKey) { PrivateKeyPassword = PrivateKeyPassword };

    // 'infra:imageId' is 'imageId' to a reader of the project's own settings.
    private static string Name(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
