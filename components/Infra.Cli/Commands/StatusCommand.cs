using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Components.Local;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Local;
using Infra.Verify.Shell;

namespace Infra.Cli.Commands;

/// <summary><c>infra status</c>: what is running, and how to log in, inspect and stop it; of a cloud, how to log in.</summary>
internal sealed class StatusCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<FileInfo> outputs = new("--outputs")
    {
        Description = "The output of 'pulumi stack output --json', where pulumi itself is not at hand; for a stack on a cloud.",
        HelpName = "file",
    };

    private readonly Option<bool> json = CommonOptions.Json("the endpoints");

    internal StatusCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("status", "Show what is running and how to log in to it.")
    {
        Add(stack);
        Add(outputs);
        Add(json);
        SetAction(
            async (parsed, cancellation) =>
            {
                var here = workspace();
                var loaded = LoadedStack.Load(here, parsed.GetRequiredValue(stack), messages);
                if (!loaded.Plan.Spec.Cloud.IsThisMachine())
                {
                    var known = await OutputsAsync(here, loaded, parsed.GetValue(outputs), cancellation).ConfigureAwait(false);
                    PrintCloud(screen, here, loaded, CloudAccess.Logins(loaded, known), parsed.GetValue(json));
                    return ExitCode.Ok;
                }

                var running = await RunningStack.FindAsync(here, loaded, cancellation).ConfigureAwait(false);
                if (parsed.GetValue(json))
                {
                    screen.Raw(JsonSerializer.Serialize(running.Endpoints.Values, Json.Indented));
                    return ExitCode.Ok;
                }

                Print(screen, here, loaded, [.. running.Endpoints.Values], running.IsPulumis);
                return ExitCode.Ok;
            }
        );
    }

    private static async Task<StackOutputs> OutputsAsync(Workspace here, LoadedStack loaded, FileInfo? file, CancellationToken cancellation)
    {
        if (file is not null)
        {
            return StackOutputs.Read(file);
        }

        var (outputs, why) = await PulumiCommand.OutputsAsync(here, loaded.Name, cancellation).ConfigureAwait(false);
        return outputs is not null
            ? StackOutputs.Of(outputs)
            : throw LocalAccess.NotUp(
                loaded,
                $"pulumi up -s {loaded.Name}; or, where it runs elsewhere, pass what 'pulumi stack output -s {loaded.Name} --json' printed "
                    + $"there with --outputs. ({why}.)"
            );
    }

    private static void PrintCloud(Screen screen, Workspace here, LoadedStack loaded, IReadOnlyList<Login> logins, bool json)
    {
        if (json)
        {
            screen.Raw(JsonSerializer.Serialize(logins, Json.Indented));
            return;
        }

        var config = SshConfig.Write(here.StateDirectory(loaded.Name), logins, identity: null);
        PrintLogins(screen, here, loaded, logins, config);
        screen.Line(
            new Piece("Host keys", Tone.Strong),
            $" are pinned, the key is your agent's or ~/.ssh's; for other programs: ssh -F {Shown(here, config)}, scp -F, rsync -e"
        );
    }

    private static void PrintLogins(Screen screen, Workspace here, LoadedStack loaded, IReadOnlyList<Login> logins, string config)
    {
        screen.Line(new Piece("Log in", Tone.Strong), ":");
        foreach (var login in logins)
        {
            screen.Command(
                $"  ssh -F {Shown(here, config)} {(login.Jump is null ? "" : $"-J {login.Jump} ")}{login.Name}",
                new Piece($"   # {login.User}@{login.Host}, port {login.Port}", Tone.Quiet)
            );
        }

        PrintOthers(screen, loaded);
    }

    /// <summary>Each of several bastions is a way in.</summary>
    private static void PrintOthers(Screen screen, LoadedStack loaded)
    {
        var bastions = loaded.Plan.Topology.Bastions.Select(bastion => bastion.Key).ToList();
        if (bastions.Count > 1)
        {
            screen.Line(new Piece($"If {bastions[0]} is down", Tone.Strong), $": -J {string.Join(", or -J ", bastions.Skip(1))}");
        }
    }

    private static void Print(Screen screen, Workspace here, LoadedStack loaded, IReadOnlyList<NodeEndpoint> endpoints, bool isPulumis)
    {
        var knownHosts = KnownHosts.Write(here.StateDirectory(loaded.Name), endpoints);
        var config = SshConfig.Write(
            here.StateDirectory(loaded.Name),
            [.. endpoints.Select(node => new Login(node.Node, node.Host, node.Port, node.HostKey) { Jump = node.Jump?.Node })],
            endpoints.Select(node => node.PrivateKeyPath).FirstOrDefault()
        );
        screen.Line(new Piece("Log in", Tone.Strong), " (host keys are pinned):");
        foreach (var node in endpoints)
        {
            if (node.Jump is { } jump)
            {
                screen.Command($"  ssh -F {Shown(here, config)} -J {jump.Node} {node.Node}", new Piece($"   # {node.Node}", Tone.Quiet));
                continue;
            }

            screen.Command(
                $"  ssh -i {Shown(here, node.PrivateKeyPath)} -o UserKnownHostsFile={Shown(here, knownHosts)} -p "
                    + $"{node.Port} {node.User}@{node.Host}",
                new Piece($"   # {node.Node}", Tone.Quiet)
            );
        }

        PrintOthers(screen, loaded);
        screen.Line(
            new Piece("Look around", Tone.Strong),
            ": sudo infra-apply status; sudo wg show; sudo cryptsetup status data; sudo iptables -S; sudo chronyc sources"
        );
        var open = loaded.Plan.Topology.Nodes.Where(node => node.PublicAddress is not null).ToList();
        if (open.Count > 0)
        {
            var client = LocalNetwork.Of(loaded.Plan, loaded.Name).Namespace("client");
            screen.Line(
                new Piece("Public addresses", Tone.Strong),
                $": {string.Join(", ", open.Select(node => $"{node.Key} {node.PublicAddress}"))}",
                new Piece($"   # only inside the lab's networks: nsenter --net=/run/netns/{client} …", Tone.Quiet)
            );
        }

        if (loaded.Plan.Spec.Dns is not null)
        {
            screen.Line(new Piece("Names", Tone.Strong), $": {LocalPaths.Hosts(LocalNetwork.Of(loaded.Plan, loaded.Name))}");
        }

        screen.Line(
            new Piece("Change", Tone.Strong),
            $": edit stacks/Pulumi.{loaded.Name}.yaml, then "
                + (
                    isPulumis
                        ? $"pulumi preview and pulumi up -s {loaded.Name}"
                        : $"scripts/infra plan and scripts/infra up{Option(loaded)}"
                )
        );
        screen.Line(new Piece("Prove", Tone.Strong), $": scripts/infra verify{Option(loaded)}");
        screen.Line(
            new Piece("Stop", Tone.Strong),
            $": {(isPulumis ? $"pulumi destroy -s {loaded.Name}" : $"scripts/down{Option(loaded)}")}"
        );
    }

    private static string Option(LoadedStack loaded) => loaded.Name == "local" ? "" : $" --stack {loaded.Name}";

    // The lines are to be pasted into a shell.
    private static string Word(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '+' or ',') ? path : ShellQuote.Word(path);

    private static string Shown(Workspace here, string path)
    {
        // Relative if that works as typed: people run this from the repository's root.
        var relative = Path.GetRelativePath(here.Root, path);
        return Word(Environment.CurrentDirectory == here.Root && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path);
    }
}
