using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Components.Local;
using Infra.Core.Clouds.Local;
using Infra.Verify.Shell;

namespace Infra.Cli.Commands;

/// <summary><c>infra status</c>: what is running, and how to log in, inspect and stop it.</summary>
internal sealed class StatusCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<bool> json = CommonOptions.Json("the endpoints");

    internal StatusCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("status", "Show what is running and how to log in to it.")
    {
        Add(stack);
        Add(json);
        SetAction(
            async (parsed, cancellation) =>
            {
                var here = workspace();
                var loaded = LoadedStack.LoadLocal(here, parsed.GetRequiredValue(stack), "stack output", messages);
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

    private static void Print(Screen screen, Workspace here, LoadedStack loaded, IReadOnlyList<NodeEndpoint> endpoints, bool isPulumis)
    {
        var knownHosts = KnownHosts.Write(here.StateDirectory(loaded.Name), endpoints);
        screen.Line(new Piece("Log in", Tone.Strong), " (host keys are pinned):");
        foreach (var node in endpoints)
        {
            screen.Command(
                $"  ssh -i {Shown(here, node.PrivateKeyPath)} -o UserKnownHostsFile={Shown(here, knownHosts)} -p "
                    + $"{node.Port} {node.User}@{node.Host}",
                new Piece($"   # {node.Node}", Tone.Quiet)
            );
        }

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

    private static string Shown(Workspace here, string path)
    {
        // Relative if that works as typed: people run this from the repository's root.
        var relative = Path.GetRelativePath(here.Root, path);
        return Environment.CurrentDirectory == here.Root && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;
    }
}
