namespace Infra.Bench;

/// <summary><c>scripts/bench plan</c>: <c>infra plan</c> as a user runs it, from the shell's prompt to the prompt.</summary>
internal static class PlanBench
{
    /// <param name="infra">Path of scripts/infra.</param>
    /// <param name="root">The repository.</param>
    internal static int Run(string infra, string root)
    {
        var table = new Table("infra plan, warm, ms", "median of 5", "", "", "target");
        table.Row("aws-example", Time(infra, "aws-example"), null, "< 2,000");
        table.Section("services of 8 nodes on AWS");
        // What matters is growth: ten times the nodes should take ten times as long, apart from startup.
        foreach (var (services, target) in new[] { (2, ""), (13, ""), (125, "< 2,000"), (375, "") })
        {
            table.Row($"{services * 8:N0} nodes", OfProject(infra, root, services), null, target);
        }

        table.Print(Console.Out);
        return 0;
    }

    // Written next to the other stacks for the duration of the run, under a unique name.
    private static double OfProject(string infra, string root, int services)
    {
        var name = $"bench-{Environment.ProcessId}";
        var files = new[] { Path.Combine(root, "stacks", $"Pulumi.{name}.yaml"), Path.Combine(root, "stacks", $"{name}.lock.yaml") };
        try
        {
            var text = Samples.ProjectText(services);
            File.WriteAllText(files[0], text);
            File.WriteAllText(files[1], Samples.Project(text).LockText);
            return Time(infra, name);
        }
        finally
        {
            foreach (var file in files)
            {
                File.Delete(file);
            }
        }
    }

    private static double Time(string infra, string stack)
    {
        Timing.Run("", infra, "plan", "--stack", stack);
        return Timing.Median(5, () => Timing.Run("", infra, "plan", "--stack", stack));
    }
}
