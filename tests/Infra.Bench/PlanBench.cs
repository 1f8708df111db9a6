namespace Infra.Bench;

/// <summary><c>scripts/bench plan</c>: <c>infra plan</c> as a user runs it, from the shell's prompt to the prompt.</summary>
internal static class PlanBench
{
    /// <param name="infra">Path of scripts/infra.</param>
    /// <param name="root">The repository.</param>
    internal static int Run(string infra, string root)
    {
        var table = new Table("infra plan, warm, ms", "median of 5", "", "", "target");
        var example = Time(infra, "aws-example");

        // Beside the other stacks for as long as it takes, under a name that nobody has.
        var name = $"bench-{Environment.ProcessId}";
        var files = new[] { Path.Combine(root, "stacks", $"Pulumi.{name}.yaml"), Path.Combine(root, "stacks", $"{name}.lock.yaml") };
        double large;
        try
        {
            var text = Samples.ProjectText();
            File.WriteAllText(files[0], text);
            File.WriteAllText(files[1], Samples.Project(text).LockText);
            large = Time(infra, name);
        }
        finally
        {
            foreach (var file in files)
            {
                File.Delete(file);
            }
        }

        table.Row("aws-example", example, null, "< 2,000");
        table.Row("1,000 nodes", large, null, "< 5,000");
        table.Print(Console.Out);
        return 0;
    }

    private static double Time(string infra, string stack)
    {
        Timing.Run("", infra, "plan", "--stack", stack);
        return Timing.Median(5, () => Timing.Run("", infra, "plan", "--stack", stack));
    }
}
