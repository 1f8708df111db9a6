namespace Infra.Lab.Tests;

/// <summary>The VM processes of one test stack, identified by the stack's own runtime directory.</summary>
internal static class LabProcesses
{
    internal static async Task KillVmAsync(LabProject project, string node)
    {
        var processes = Of(project).Where(process => process.CommandLine.Contains($"-name\0{node}-g", StringComparison.Ordinal)).ToList();
        var vm = Assert.Single(processes);
        (await Ran.CommandAsync("kill", "-9", $"{vm.Id}")).MustSucceed();
    }

    /// <summary>Every process with the stack's ID in its command line: VMs, the time server, scripts.</summary>
    internal static IReadOnlyList<(int Id, string CommandLine)> Of(LabProject project)
    {
        var id = LabId(project);
        return
        [
            .. from directory in Directory.EnumerateDirectories("/proc")
            let name = Path.GetFileName(directory)
            where name.All(char.IsAsciiDigit)
            let commandLine = CommandLine(directory)
            where
                commandLine.Contains($"/{id}/", StringComparison.Ordinal) || commandLine.Contains($"infra-{id}-", StringComparison.Ordinal)
            select (int.Parse(name), commandLine),
        ];
    }

    /// <summary>As docs/local-cloud.md states it: the first 8 hex digits of SHA-256 of <c>project/stack</c>.</summary>
    internal static string LabId(LabProject project) => Infra.Core.Stable.Sha256Hex($"demo/{project.Stack}")[..8];

    private static string CommandLine(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // ended since it was listed
        }
    }
}
