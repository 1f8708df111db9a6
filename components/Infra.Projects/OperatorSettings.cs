using Infra.Components.Enrolment;
using Infra.Core;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Pulumi;

namespace Infra.Projects;

/// <summary>Settings outside the project: keys and images, which belong to the operator and not the project.</summary>
/// <param name="PrivateKey">Secret; null for the SSH agent.</param>
/// <param name="PrivateKeyPassword">Secret; null if the key is not encrypted.</param>
internal sealed record OperatorSettings(GivenSettings Given, Output<string>? PrivateKey, Output<string>? PrivateKeyPassword)
{
    /// <summary>As supplied by Pulumi: from the stack file, which has already been checked, from <c>--config</c>, or decrypted.</summary>
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

    /// <summary>How operators reach nodes with these settings.</summary>
    internal OperatorAccess Access => new(Output.Create(Given.Keys), PrivateKey) { PrivateKeyPassword = PrivateKeyPassword };

    // A reader of the project's own settings knows 'infra:imageId' as 'imageId'.
    private static string Name(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
