using System.Security.Cryptography;
using Infra.Core.Boot;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>
/// A one-time secret for one VM: it travels in the VM's user data and lets the VM prove that the public keys it reports are its own. Each
/// run generates one, used for the VMs this run creates; the token of an existing VM is read from that VM's own state. So it lives
/// exactly as long as the VM: whatever recreates the VM, requested or not, gives it a new token.
/// </summary>
public static class EnrolmentToken
{
    private const int Digits = 64;

    /// <summary>64 hex digits, secret. For inputs that are ignored once the VM exists.</summary>
    internal static Output<string> Fresh() => Output.CreateSecret(RandomNumberGenerator.GetHexString(Digits, lowercase: true));

    /// <summary>The token of an existing VM, secret; empty if its user data no longer contains one.</summary>
    /// <param name="vm">Any output of the VM that is present whenever the VM is.</param>
    /// <param name="userData">As stored in the VM's state: gzip in base64.</param>
    internal static Output<string> Of(Output<string> vm, Output<string> userData) =>
        Output.CreateSecret(Output.Tuple(vm, userData.OrEmpty()).Derive(known => UserData.TokenIn(known.Item2) ?? ""));
}
