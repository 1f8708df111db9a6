using System.Globalization;
using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace Infra.Components.Enrolment;

/// <summary>A bastion between this machine and a node; logged in to with the same key as the node.</summary>
/// <param name="Host">Its address, as seen from where the program runs.</param>
/// <param name="Port">1-65535.</param>
/// <param name="HostKey">The key it must prove to hold, as in an authorized_keys line, without comment; never unpinned.</param>
public sealed record JumpHost(Output<string> Host, Output<int> Port, Output<string> HostKey)
{
    // It has been up for as long as its own enrolment took, so that there is nothing to wait for.
    private const int Dials = 10;
    private const int DialTimeoutSeconds = 15;

    /// <param name="port">1-65535.</param>
    public JumpHost(Output<string> host, int port, Output<string> hostKey)
        : this(host, Output.Create(port), hostKey) { }

    internal ProxyConnectionArgs Connection(OperatorAccess access)
    {
        var proxy = new ProxyConnectionArgs
        {
            Host = Host,
            Port = Port.Derive(number => (double)number),
            User = NodeConnection.User,
            HostKey = HostKey,
            DialErrorLimit = Dials,
            PerDialTimeout = DialTimeoutSeconds,
        };
        if (access.PrivateKey is not null)
            proxy.PrivateKey = access.PrivateKey;
        if (access.PrivateKeyPassword is not null)
            proxy.PrivateKeyPassword = access.PrivateKeyPassword;
        return proxy;
    }

    /// <summary>What the script that asks through the bastion needs to know, in addition to the node.</summary>
    internal void AddTo(InputMap<string> environment, OperatorAccess access)
    {
        environment.Add("INFRA_USER", NodeConnection.User);
        environment.Add("INFRA_JUMP_HOST", Host);
        environment.Add("INFRA_JUMP_PORT", Port.Derive(number => number.ToString(CultureInfo.InvariantCulture)));
        environment.Add("INFRA_JUMP_USER", NodeConnection.User);
        environment.Add("INFRA_JUMP_HOST_KEY", HostKey);
        if (access.PrivateKey is not null)
            environment.Add("INFRA_PRIVATE_KEY", access.PrivateKey);
        if (access.PrivateKeyPassword is not null)
            environment.Add("INFRA_PASSPHRASE", access.PrivateKeyPassword);
    }
}
