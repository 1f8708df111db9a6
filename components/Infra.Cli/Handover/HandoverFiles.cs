using Infra.Cli.Stacks;
using Infra.Core.Diagnostics;
using Infra.Core.Handover;

namespace Infra.Cli.Handover;

/// <summary>The files of a handover on this machine: read with their signature, written completely or not at all.</summary>
internal static class HandoverFiles
{
    internal const string RequestPurpose = "infra-handover-request";
    internal const string AnswerPurpose = "infra-handover-answer";

    // Clocks differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    /// <summary>A request that is signed by a key and valid now.</summary>
    /// <exception cref="StackErrorsException">It is not.</exception>
    internal static HandoverRequest ReadRequest(string file, string signer, DateTimeOffset now)
    {
        var read = Read(HandoverReader.Request(file, Text(file)));
        SshSignatures.Demand(signer, RequestPurpose, file, HandoverJson.TextToSign(read.Content), read.Signature);
        var request = read.Content;
        DemandTime(
            file,
            "The request",
            request.Issued,
            request.Expires,
            now,
            "Have the operator write a new one: infra handover request --renew."
        );
        return request;
    }

    /// <inheritdoc cref="ReadRequest"/>
    internal static HandoverAnswer ReadAnswer(string file, string signer, DateTimeOffset now)
    {
        var read = Read(HandoverReader.Answer(file, Text(file)));
        SshSignatures.Demand(signer, AnswerPurpose, file, HandoverJson.TextToSign(read.Content), read.Signature);
        var answer = read.Content;
        DemandTime(file, "The answer", answer.Issued, answer.Expires, now, "Have the customer write a new one: infra handover answer.");
        return answer;
    }

    /// <summary>What is at a path of the operator's own, whoever signed it and whether or not it is still valid; null: nothing.</summary>
    /// <exception cref="StackErrorsException">Something else is there.</exception>
    internal static HandoverRequest? OwnRequest(string file) =>
        File.Exists(file) ? Read(HandoverReader.Request(file, Text(file))).Content : null;

    /// <inheritdoc cref="OwnRequest"/>
    internal static HandoverAnswer? OwnAnswer(string file) =>
        File.Exists(file) ? Read(HandoverReader.Answer(file, Text(file))).Content : null;

    /// <summary>Replaces a file atomically.</summary>
    internal static void Write(string file, string text)
    {
        var target = (Path.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(file);
        var aside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.new");
        try
        {
            using (var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(aside, File.GetUnixFileMode(target));
            }

            File.Move(aside, target, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>The text of a file that another side sent.</summary>
    internal static string Text(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            throw new UserException(
                $"There is no file {file}.",
                "Name the file that you were sent.",
                ExitCode.BadInput,
                UserException.Reason.NoSuchThing
            );
        }

        // Bytes in memory are limited, whatever is behind the name.
        using var stream = info.OpenRead();
        var buffer = new byte[HandoverReader.LargestFile + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= HandoverReader.LargestFile
            ? System.Text.Encoding.UTF8.GetString(buffer, 0, length)
            : throw SshSignatures.Refused(
                HandoverFindings.Unreadable(
                    SourceLocation.Top(file),
                    $"It is larger than {HandoverReader.LargestFile:N0} bytes: no file of infra handover is."
                )
            );
    }

    private static SignedFile<T> Read<T>(Core.Diagnostics.Outcome<SignedFile<T>> outcome)
        where T : class => outcome is { Succeeded: true, Value: { } file } ? file : throw new StackErrorsException(outcome.Diagnostics);

    private static void DemandTime(
        string file,
        string what,
        DateTimeOffset issued,
        DateTimeOffset expires,
        DateTimeOffset now,
        string remedy
    )
    {
        var how =
            expires <= now ? $"expired on {expires:yyyy-MM-dd}"
            : issued > now + Skew ? $"is from the future, {issued:yyyy-MM-dd HH:mm} UTC: one of the two clocks is wrong"
            : expires - issued > HandoverRequest.LongestLife + TimeSpan.FromDays(1)
                ? $"is valid for more than {HandoverRequest.LongestLife.Days} days"
            : null;
        if (how is not null)
        {
            throw SshSignatures.Refused(HandoverFindings.NotValidNow(SourceLocation.Top(file), what, how, remedy));
        }
    }
}
