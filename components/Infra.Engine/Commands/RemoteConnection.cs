using System.Net;
using System.Text;
using Infra.Engine.Values;
using Renci.SshNet;

namespace Infra.Engine.Commands;

/// <summary>The <c>connection</c> of a remote command, with the provider's defaults. One per command: never pooled.</summary>
internal sealed record RemoteConnection
{
    public required string Host { get; init; }

    public int Port { get; init; } = 22;

    public string User { get; init; } = "root";

    public string? PrivateKey { get; init; }

    public string? PrivateKeyPassword { get; init; }

    public string? Password { get; init; }

    /// <summary>In authorized_keys form, <c>ssh-ed25519 AAAA…</c>. Null: any host key is accepted, as in the provider.</summary>
    public string? HostKey { get; init; }

    /// <summary>Failed attempts allowed before giving up; -1: no limit.</summary>
    public int DialErrorLimit { get; init; } = 10;

    /// <summary>For one attempt; zero: no limit.</summary>
    public TimeSpan PerDialTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The host that the connection is made through, and that sees <see cref="Host"/>; null for none.</summary>
    public RemoteConnection? Proxy { get; init; }

    /// <summary>Throws <see cref="CommandException"/> for anything unsupported or missing.</summary>
    public static RemoteConnection Read(Value.Map? connection)
    {
        var target = ReadOne(connection, "connection");
        return connection?["proxy"] is Value.Map proxy ? target with { Proxy = ReadOne(proxy, "connection.proxy") } : target;
    }

    private static RemoteConnection ReadOne(Value.Map? connection, string what)
    {
        string? Text(string key) => connection?[key] is Value.Text t ? t.Content : null;
        int? Integer(string key) => connection?[key] is Value.Number n ? (int)n.Content : null;

        if (connection?["agentSocketPath"] is not null)
            throw new CommandException(EngineFindings.SshAgent());
        if (Text("host") is not { Length: > 0 } host)
            throw new CommandException(EngineFindings.NoHost(what));
        if (Text("privateKey") is null && Text("password") is null)
            throw new CommandException(EngineFindings.NoLogin(host));
        var defaults = new RemoteConnection { Host = host };
        return defaults with
        {
            Port = Integer("port") ?? defaults.Port,
            User = Text("user") ?? defaults.User,
            PrivateKey = Text("privateKey"),
            PrivateKeyPassword = Text("privateKeyPassword"),
            Password = Text("password"),
            HostKey = Text("hostKey"),
            DialErrorLimit = Integer("dialErrorLimit") ?? defaults.DialErrorLimit,
            PerDialTimeout = Integer("perDialTimeout") is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.PerDialTimeout,
        };
    }

    /// <summary>A client, not yet connected, that trusts only the pinned host key.</summary>
    /// <param name="onOtherKey">Called with the key the host presented instead of the pinned one.</param>
    /// <param name="at">Where the host is reached instead, over a proxy that leads to it; null for the host itself.</param>
    public SshClient CreateClient(Action<string> onOtherKey, IPEndPoint? at = null)
    {
        var methods = new List<AuthenticationMethod>();
        if (PrivateKey is not null)
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(PrivateKey.TrimEnd() + "\n"));
            methods.Add(new PrivateKeyAuthenticationMethod(User, new PrivateKeyFile(text, PrivateKeyPassword)));
        }

        if (Password is not null)
            methods.Add(new PasswordAuthenticationMethod(User, Password));
        var info = new ConnectionInfo(at?.Address.ToString() ?? Host, at?.Port ?? Port, User, [.. methods])
        {
            Timeout = PerDialTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : PerDialTimeout,
        };
        var client = new SshClient(info) { KeepAliveInterval = TimeSpan.FromSeconds(15) };
        if (HostKey?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var type, var encoded, ..])
            return client;

        // Request the pinned key type, or a host with several keys may present another one.
        foreach (var algorithm in info.HostKeyAlgorithms.Keys.Where(name => !Signs(type, name)).ToArray())
            info.HostKeyAlgorithms.Remove(algorithm);
        var pinned = Convert.FromBase64String(encoded);
        client.HostKeyReceived += (_, shown) =>
        {
            shown.CanTrust = shown.HostKey.AsSpan().SequenceEqual(pinned);
            if (!shown.CanTrust)
                onOtherKey($"{shown.HostKeyName} SHA256:{shown.FingerPrintSHA256}");
        };
        return client;
    }

    public override string ToString() => $"{User}@{Host}:{Port}";

    private static bool Signs(string keyType, string algorithm) =>
        algorithm == keyType || (keyType == "ssh-rsa" && algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal));
}
