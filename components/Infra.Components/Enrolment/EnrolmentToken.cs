using System.Security.Cryptography;
using Infra.Core.Boot;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>
/// A one-time secret for one VM: it travels in the VM's user data and lets the VM prove that the public keys it reports are its
/// own. Each run makes one, and it counts for the VMs that this run makes; what the token of a VM is, the VM's own state says.
/// So it lives exactly as long as the VM: whatever makes the VM anew gives it another one, asked for or not.
/// </summary>
public static class EnrolmentToken
{
    private const int Digits = 64;

    /// <summary>64 hex digits, secret. For inputs that are ignored once the VM is there.</summary>
    internal static Output<string> Fresh() => Output.CreateSecret(RandomNumberGenerator.GetHexString(Digits, lowercase: true));

    /// <summary>The token of a VM that exists, secret; empty where its user data has none any more.</summary>
    /// <param name="vm">Something of the VM that is there whenever the VM is.</param>
    /// <param name="userData">As the state of the VM has it: gzip in base64.</param>
    internal static Output<string> Of(Output<string> vm, Output<string> userData) =>
        Output.CreateSecret(Output.Tuple(vm, userData.OrEmpty()).Derive(known => UserData.TokenIn(known.Item2) ?? ""));
}
