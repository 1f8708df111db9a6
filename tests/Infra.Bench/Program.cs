using Infra.Bench;

// Started by scripts/bench, which builds this, fetches the programs to compare with, and passes their paths.
return args switch
{
    ["firewall", var ferm, var traffic, var node] => FirewallBench.Run(ferm, traffic, node),
    ["plan", var infra, var root] => PlanBench.Run(infra, root),
    ["emit-node", var directory] => Emit.OneNode(directory),
    ["emit-project", var directory] => Emit.WholeProject(directory),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: scripts/bench firewall | plan");
    return 2;
}
